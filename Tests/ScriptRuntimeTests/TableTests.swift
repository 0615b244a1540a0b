import Figures
import Foundation
import ScriptRuntime
import Testing

/// Tables of trainings: their rows, their files, and what is drawn of them.
@Suite(.serialized) struct TableTests {
  private static let beginning = """
    d = load sketches count=20
    for size in 2,4
        for number in 1..3
            m = autoencoder latent=(size) width=4
            log[size,number] = train m on=d validate=d epochs=1 batch=10
        end
    end

    """

  private func bench(_ script: String) throws -> (bench: Bench, said: String) {
    let bench = try Bench()
    return (bench, bench.run(Self.beginning + script))
  }

  private func mistake(_ line: String) throws -> String {
    try Bench().check(Self.beginning + line).replacing("test.darkroom:8:", with: "")
  }

  private func table(_ numbers: [Double?], texts: [String]) -> Table {
    Table([
      Table.Column("data_set", role: .index, .texts(texts)),
      Table.Column("loss", role: .measure, .numbers(numbers.map { $0.map { Table.Number($0) } })),
    ])
  }

  @Test("A row for each log begins with its indices, by the names of the loops' variables")
  func rows() throws {
    let (bench, said) = try bench("result = table log\nresult\nprint \"{(result.count)} {(result.size)}\"")
    let head = try #require(said.split(separator: "\n").first { $0.contains("number") && !$0.hasPrefix("note: ") })
    #expect(
      head.split(separator: " ") == ["size", "number", "parameters", "epochs", "training", "validation", "seconds"],
      "\(said)")
    #expect(said.contains("6 2,2,2,4,4,4"), "\(said)")
    #expect(bench.session.variables["result"]?.type == .table)
  }

  @Test("Rows that differ in one index alone become one, with mean and deviation of the sample")
  func means() throws {
    let (bench, said) = try bench("result = table log over=number")
    guard case .table(let table)? = bench.session.variables["result"] else {
      Issue.record("\(said)")
      return
    }
    #expect(table.columns.map(\.name).prefix(3) == ["size", "runs", "parameters"])
    #expect(table.count == 2)
    guard case .family(let family)? = bench.session.variables["log"],
      case .numbers(let numbers)? = table["validation"]?.cells
    else {
      Issue.record("no numbers")
      return
    }
    let losses = family.members.values.prefix(3).compactMap { value in
      if case .log(let log) = value { log.epochs.last?.validationMean } else { nil }
    }
    let mean = losses.reduce(0, +) / 3
    let deviation = (losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
    let number = try #require(numbers[0])
    #expect(abs(number.mean - mean) < 1e-12)
    #expect(abs((number.spread?.deviation ?? 0) - deviation) < 1e-12)
    #expect(number.spread?.count == 3 && number.spread?.low == losses.min() && number.spread?.high == losses.max())
    // What is the same in all runs has no deviation.
    guard case .numbers(let parameters)? = table["parameters"]?.cells else { return }
    #expect(parameters.allSatisfy { $0 != nil && $0?.spread == nil })
  }

  @Test("Means stand without their deviations where these are not wanted, and of one alone there is none")
  func meansAlone() throws {
    let (bench, said) = try bench("result = table log over=number\nresult")
    #expect(said.contains(" ± "), "\(said)")
    let alone = bench.run("plain = table log over=number spread=no\nplain\nprint (plain.validation)")
    #expect(!alone.contains("±") && !alone.contains("error"), "\(alone)")
    #expect(
      bench.check("plain = table log over=number spread=no\nprint (plain.validation_deviation)").contains("error"))
    let one = bench.run("for number in 1..1\n  single[number] = log[2,1]\nend\ntable single over=number")
    #expect(!one.contains("±") && one.contains("runs"), "\(one)")
    #expect(try mistake("t = table log spread=no").contains("`spread` goes with `over=`, which makes means"))
  }

  @Test("Some columns alone stand beside the indices, in their order, and the rest is as if it had not been measured")
  func someColumns() throws {
    let (bench, said) = try bench(
      "result = table log over=number columns=validation,runs,epochs\nresult\nsave result \"some.csv\"")
    let head = try #require(said.split(separator: "\n").first { $0.contains("runs") })
    #expect(head.split(separator: " ") == ["size", "validation", "runs", "epochs"], "\(said)")
    let file = try String(contentsOfFile: bench.folder + "/out/some.csv", encoding: .utf8)
    #expect(file.hasPrefix("size,validation,validation_deviation,runs,epochs\n2,0."), "\(file)")
    #expect(bench.run("print (max(result.epochs))") == "1\n")
    #expect(
      try mistake("t = table log columns=loss") == """
        23: error: the table has no column `loss`
             8 | t = table log columns=loss
               |                       ^^^^
          expected `epochs`, `kept_epoch`, `latent`, `number`, `parameters`, `seconds`, `size`, `training` or `validation`

        """)
    #expect(try mistake("t = table log columns=epochs,epochs").contains("`epochs` is named twice"))
    #expect(
      try mistake("t = table log columns=epochs\nprint (t.seconds)").contains("the table has no column `seconds`"))
  }

  @Test("A table is written as CSV, Markdown, LaTeX and JSON")
  func files() throws {
    let (bench, said) = try bench(
      """
      result = table log over=number
      for ending in csv md tex json
          save result "t.{ending}"
      end
      """)
    #expect(!said.contains("error"), "\(said)")
    let csv = String(decoding: try bench.bytes("t.csv"), as: UTF8.self).split(separator: "\n")
    #expect(csv.count == 3)
    #expect(
      csv[0]
        == "size,runs,parameters,epochs,training,training_deviation,validation,validation_deviation,seconds,seconds_deviation"
    )
    let tex = String(decoding: try bench.bytes("t.tex"), as: UTF8.self)
    #expect(tex.contains("\\begin{tabular}{rrrrrrr}\n\\toprule\nsize & runs & parameters & epochs & training & "))
    #expect(tex.contains(" \\pm ") && tex.hasSuffix("\\bottomrule\n\\end{tabular}\n"))
    let markdown = String(decoding: try bench.bytes("t.md"), as: UTF8.self).split(separator: "\n")
    #expect(markdown.count == 4 && markdown[1] == "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    let json = try JSONSerialization.jsonObject(with: Data(try bench.bytes("t.json"))) as? [String: Any]
    let rows = try #require(json?["rows"] as? [[String: Any]])
    #expect(rows.count == 2 && rows[1]["size"] as? Int == 4 && rows[0]["validation_deviation"] is Double)
  }

  @Test("Measures, evaluations, detections and numbers make a table too")
  func results() throws {
    let bench = try Bench()
    let said = bench.run(
      """
      d = load sketches count=20
      m = autoencoder latent=2 width=4
      for noise in 0.1,0.2
          n = corrupt d gaussian(noise)
          for way in "none","median"
              made = denoise n median(3)
              score[way,noise] = measure made against=d by=mse,psnr
              loss[noise] = evaluate m d
              quality[noise] = roc normal=[1,2,3] abnormal=[2,4]
              plain[noise] = noise
          end
      end
      t = table score
      print (t.way) (t.noise) (t.images) (min(t.psnr) == score["none",0.2].psnr.mean)
      curve t x=noise y=psnr by=way save=a.svg
      u = table score over=way
      print (u.runs) (u.psnr_deviation)
      e = table loss
      print (e.loss[0] == loss[0.1].loss) (e.images)
      q = table quality
      print (q.area) (q.f1)
      v = table plain
      print (v.noise) (v.value)
      """)
    #expect(
      said == """
        none,median,none,median 0.1,0.1,0.2,0.2 20,20,20,20 yes
        figure 1: curve t x=noise y=psnr by=way save=a.svg
        2,2 0,0
        yes 20,20
        0.75,0.75 0.6667,0.6667
        0.1,0.2 0.1,0.2

        """, "\(said)")
    let svg = String(decoding: try bench.bytes("a.svg"), as: UTF8.self)
    #expect(svg.contains("PSNR") && svg.contains("median"))
  }

  @Test("Where a table is expected, how logs become one is said")
  func logsForTable() throws {
    #expect(
      try mistake("curve log") == """
        7: error: `curve` cannot take a family
             8 | curve log
               |       ^^^
          expected a table, as `result = table log` makes it of these
          note: its members are `log[2,1]`, `log[2,2]`, `log[2,3]`, `log[4,1]`, `log[4,2]` and `log[4,3]`

        """)
  }

  @Test("A table of results has rows of one kind, and its columns are known before the run")
  func resultMistakes() throws {
    let lines = "s[1] = measure m d\ns[2] = evaluate m d\n"
    #expect(
      try mistake(lines + "table s") == """
        test.darkroom:10:7: error: a table has rows of one kind, and here are measures and evaluations
            10 | table s
               |       ^
          expected a family of logs, or one of measures

        """)
    #expect(
      try mistake("s[1] = measure m d by=psnr\nt = table s\ncurve t y=ssim").contains(
        "the table has no column `ssim`"))
  }

  @Test("Texts in a table cannot break out of its forms")
  func escaping() {
    let table = table([0.5, nil], texts: ["a,\"b\"\n", "<b>&_|\\"])
    #expect(
      table.forms["text/html"]?.contains("&lt;b&gt;&amp;_|\\</td>") ?? false, "\(table.forms["text/html"] ?? "")")
    #expect(TableFormat.csv.text(of: table) == "data_set,loss\n\"a,\"\"b\"\"\n\",0.5\n<b>&_|\\,\n")
    #expect(TableFormat.md.text(of: table).contains("| \\<b\\>\\&\\_\\|\\\\ |  |"))
    #expect(TableFormat.tex.text(of: table).contains("<b>\\&\\_|\\textbackslash{} &  \\\\"))
  }

  @Test("Numbers of a column have the decimals that give the least of them four digits")
  func digits() {
    #expect(
      table([0.0136, 1.5], texts: ["a", "b"]).text == "data_set     loss\na         0.01360\nb         1.50000")
    #expect(table([3, 12], texts: ["a", "b"]).text == "data_set  loss\na            3\nb           12")
  }

  @Test("What is no index, and what is no column, is known before the run")
  func mistakes() throws {
    #expect(
      try mistake("table log over=seed") == """
        16: error: there is no index `seed`
             8 | table log over=seed
               |                ^^^^
          expected `size` or `number`

        """)
    #expect(
      try mistake("table log[2,1] over=seed") == """
        21: error: this is one log, and has no index
             8 | table log[2,1] over=seed
               |                     ^^^^
          expected a family of logs, as in `log[number] = train …`

        """)
    #expect(
      try mistake("t = table log\n(t.validatoin)").hasPrefix(
        "test.darkroom:9:4: error: the table has no column `validatoin`"))
    #expect(
      try mistake("t = table log\nsave t \"t.xls\"").contains("a name that ends in `.csv`, `.md`, `.tex` or `.json`"))
    #expect(
      try mistake("t = table log\ncurve t x=sise") == """
        test.darkroom:9:11: error: the table has no column `sise`
             9 | curve t x=sise
               |           ^^^^
          expected `epochs`, `kept_epoch`, `latent`, `number`, `parameters`, `seconds`, `size`, `training` or \
        `validation`
          did you mean `size`?

        """)
    #expect(
      try mistake("t = table log\ncurve t lines=1,2 names=a").contains("1 name cannot name 2 lines"))
  }

  @Test("A curve has a point for each size, a band where runs differ, and an axis that suits the sizes")
  func curves() throws {
    let (bench, said) = try bench(
      """
      result = table log over=number
      curve result x=size y=validation lines=0.2 names=goal floors=no
      curve (result) floors=no
      curve result y=training,validation band=none floors=no
      all = table log
      curve all by=number band=range floors=no
      curve all band=range floors=no
      """)
    let charts = bench.output.figures.compactMap { $0.figure.content as? LineChart }
    #expect(charts.count == 5, "\(said)")
    guard charts.count == 5 else { return }
    #expect(charts[0].lines.map(\.x) == [[2, 4], [2, 4]] && charts[0].lines[1].stroke == .dashed)
    #expect(charts[0].lines.map(\.name) == ["validation loss (mse)", "goal"])
    #expect(charts[0].vertical.label == "validation loss (mse)" && charts[0].horizontal.label == "size")
    #expect(charts[0].bands.count == 1 && charts[0].note == "means of 3 ± one standard deviation")
    #expect(charts[1].lines.map(\.name) == [nil])
    #expect(charts[2].lines.count == 2 && charts[2].bands.isEmpty && charts[2].vertical.label == nil)
    #expect(charts[3].lines.map(\.name) == ["number 1", "number 2", "number 3"] && charts[3].bands.isEmpty)
    #expect(charts[4].lines.map(\.x) == [[2, 4]] && charts[4].bands.count == 1)
    #expect(charts[4].lines[0].y == charts[0].lines[0].y)
  }

  @Test("Principal components of the same lengths have a line beside an error, unasked, where they can be compared")
  func floors() throws {
    let (bench, said) = try bench(
      """
      result = table log over=number
      curve result x=size y=validation
      few = table log over=number columns=validation
      curve few x=size y=validation
      curve result x=size y=parameters
      curve result x=parameters y=validation
      p = pca d sizes=2,4
      for size in 2,4
          e = evaluate p[size] d
          print (e.loss)
      end
      forget d
      curve result x=size y=validation
      """)
    let charts = bench.output.figures.compactMap { $0.figure.content as? LineChart }
    #expect(charts.map(\.lines.count) == [2, 2, 1, 1, 1], "\(said)")
    let line = try #require(charts.first?.lines.last)
    #expect(line.name == "principal components" && line.x == [2, 4] && line.stroke == .dashed)
    let evaluated = said.split(separator: "\n").compactMap { Double($0) }
    #expect(zip(line.y, evaluated).allSatisfy { abs($0 - $1) < 1e-5 } && evaluated.count == 2, "\(line.y) \(evaluated)")
    #expect(said.contains("`floors=no` takes it away"))
  }
}
