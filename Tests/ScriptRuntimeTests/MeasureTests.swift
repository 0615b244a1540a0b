import Figures
import Foundation
import ScriptRuntime
import Testing

/// What `measure` and `roc` give, and what can be done with it.
@Suite(.serialized) struct MeasureTests {
  private static let beginning = """
    d = load sketches count=30
    m = autoencoder latent=4 width=2
    n = corrupt d gaussian(0.3)

    """

  /// What a script says behind the beginning.
  private func said(_ script: String) throws -> String { try Bench().run(Self.beginning + script) }

  /// What is wrong with a script, without the lines before it.
  private func mistake(_ script: String) throws -> String {
    try Bench().check(Self.beginning + script).replacing("test.darkroom:", with: "")
  }

  @Test("Measures are shown as a table, and have numbers in common") func numbers() throws {
    let bench = try Bench()
    let said = bench.run(
      Self.beginning + """
        e = measure n against=d by=mse,psnr,ssim
        e
        """)
    let lines = said.split(separator: "\n")
    #expect(lines.count == 4, "\(said)")
    #expect(
      lines[0].split(separator: " ") == ["measure", "images", "mean", "deviation", "least", "median", "greatest"])
    #expect(lines[1].hasPrefix("mse          30  0.0"), "\(said)")
    let numbers = bench.run("print (e.count) (e.psnr.mean > 15) (e.ssim.median < 1) (e.mse.deviation > 0)")
    #expect(numbers == "30 yes yes yes\n", "\(numbers)")
    // Measured again, alone and against itself.
    #expect(bench.run("f = measure d against=d by=mse,ssim\nprint (f.mse.mean) (f.ssim.mean)") == "0 1\n")
    let text = bench.run("r = reconstruct m d\na = measure m d\nb = measure r against=d\nprint (a.mean == b.mean)")
    #expect(text == "yes\n", "\(text)")
  }

  @Test("A place in brackets gives an image's number, several their measures, and all numbers are a list")
  func places() throws {
    let bench = try Bench()
    #expect(
      bench.run(
        Self.beginning + """
          e = measure n against=d by=mse,psnr
          a = (e.mse)
          b = (a.values)
          print (a[3] == b[3]) (a[2..4].count) (b.count)
          c = (a[2..4])
          print (c.mean == mean(b[2..4])) (c[0] == b[2])
          one = (e[3])
          print (one.mse.mean == a[3]) (one.count)
          """) == "yes 3 30\nyes yes\nyes 1\n")
    #expect(
      try mistake("e = measure n against=d\nprint (e[30])")
        == """
        5:10: error: there is no place 30: here are 30 elements, counted from 0
             5 | print (e[30])
               |          ^^

        """)
    #expect(
      try mistake("e = measure n against=d by=mse,psnr\nprint (e.values)").contains(
        "these are several measures: name one before it, as in `(errors.mse.values)`"))
  }

  @Test("Numbers stand under the pictures that they are of, with as many decimals each") func underPictures() throws {
    let bench = try Bench()
    let said = bench.run(
      Self.beginning + """
        e = measure n against=d
        worst = pick n worst=3 by=e
        w = (e.values)
        picked = measure worst against=worst
        show worst values=picked save=worst.svg
        """)
    #expect(said.hasPrefix("figure 1: show"), "\(said)")
    let panel = try #require(bench.output.figures[0].figure.content as? ImagePanel)
    #expect(panel.columnCaptions == ["0", "0", "0"])
    _ = bench.run(
      "few = take n 4\nthree = measure few against=(d[0..3]) by=psnr\nshow few (d[0..3]) values=three save=b.svg")
    let second = try #require(bench.output.figures.last?.figure.content as? ImagePanel)
    #expect(second.columnCaptions.count == 4)
    #expect(second.columnCaptions.allSatisfy { $0.count == 4 && $0.dropFirst(2).first == "." })
    #expect(
      try mistake("e = measure n against=d\nw = pick n worst=3 by=e\nshow w values=e").contains(
        "30 numbers cannot stand under 3 images\n"))
    #expect(
      try mistake("e = measure n against=d\nshow n values=e").contains(
        "the numbers stand under one row, and 30 images take several\n"))
    #expect(try mistake("e = measure n against=d\nshow n values=e columns=30") == "")
    #expect(
      try mistake("e = measure n against=d\nshow n values=e layout=grid").contains("`values` goes with rows of images"))
  }

  @Test("A threshold that tells nothing apart is remarked on, and the curve is written point by point")
  func thresholds() throws {
    let bench = try Bench()
    #expect(
      bench.run("q = roc normal=[2, 3] abnormal=[1, 4]\nprint (q.threshold)")
        == "note: at this threshold every image is taken as abnormal: `best-f1` tells nothing apart here; "
        + "`threshold=youden` weighs both kinds alike\n1\n")
    #expect(bench.run("q = roc normal=[1, 2, 3] abnormal=[2, 5, 6] threshold=youden\nprint (q.threshold)") == "5\n")
    #expect(bench.run("q = roc normal=[1, 1, 3] abnormal=[2, 3] threshold=accuracy\nprint (q.threshold)") == "2\n")
    #expect(
      bench.run("q = roc normal=[1, 2] abnormal=[2] threshold=deviations(9)").hasPrefix(
        "note: at this threshold every image is taken as normal: `deviations(9)` tells nothing apart here"))
    _ = bench.run("q = roc normal=[1, 2] abnormal=[2, 4]\nsave q \"roc.csv\"")
    #expect(
      try String(contentsOfFile: bench.folder + "/out/roc.csv", encoding: .utf8) == """
        threshold,false_positive_rate,true_positive_rate,precision,f1
        inf,0.0,0.0,1.0,0.0
        4.0,0.0,0.5,1.0,0.6666666666666666
        2.0,0.5,1.0,0.6666666666666666,0.8
        1.0,1.0,1.0,0.5,0.6666666666666666

        """)
  }

  @Test("Measures are written as CSV and JSON") func files() throws {
    let bench = try Bench()
    _ = bench.run(Self.beginning + "e = measure m d by=mse,ssim\nsave e \"e.csv\"\nsave e \"e.json\"")
    let csv = try String(contentsOfFile: bench.folder + "/out/e.csv", encoding: .utf8).split(separator: "\n")
    #expect(csv.count == 31 && csv[0] == "image,class,mse,ssim")
    #expect(csv[1].split(separator: ",").count == 4 && csv[30].hasPrefix("29,"))
    let data = try Data(contentsOf: URL(filePath: bench.folder + "/out/e.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect((json["mse"] as? [Double])?.count == 30 && (json["class"] as? [String])?.count == 30)
    #expect(Double(csv[3].split(separator: ",")[2]) == (json["mse"] as? [Double])?[2])
  }

  @Test("The worst have the highest errors, or the lowest similarity; of equal ones the first comes first")
  func picking() throws {
    let bench = try Bench()
    let text = bench.run(
      Self.beginning + """
        e = measure n against=d by=mse,psnr
        w = pick n worst=5 by=(e.mse)
        v = pick n worst=5 by=(e.psnr)
        b = pick n best=30 by=(e.psnr)
        same = measure w against=v
        q = pick d best=1 by=[3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,1,1,3]
        r = pick d 27
        t = measure q against=r
        few = pick n except=cat,boat
        print (same.mean) (t.mean) (b.count) (few.count)
        """)
    #expect(text == "0 0 30 24\n", "\(text)")
    guard case .measures(let all)? = bench.session.variables["e"],
      case .images(let noisy)? = bench.session.variables["n"],
      case .images(let worst)? = bench.session.variables["w"], case .images(let best)? = bench.session.variables["b"]
    else { throw Unexpected() }
    let errors = all.columns[0].values
    let order = errors.indices.sorted { errors[$0] > errors[$1] }
    #expect((0..<5).allSatisfy { worst[$0] == noisy[order[$0]] })
    #expect((0..<30).allSatisfy { best[$0] == noisy[order[29 - $0]] })
  }

  private struct Unexpected: Error {}

  @Test("Areas, thresholds and the confusion matrix; of a similarity less is more abnormal") func quality() throws {
    let bench = try Bench()
    #expect(
      bench.run("q = roc normal=[1,2,3,4] abnormal=[3,5,6]\nq") == """
        area under the ROC               0.8750
        area under precision and recall  0.8667
        threshold, best-f1                    5
        accuracy                         0.8571
        precision                        1.0000
        recall                           0.6667
        F1                               0.8000
                  taken as normal  taken as abnormal
        normal                  4                  0
        abnormal                1                  2
        abnormal is what has a score 5 or more

        """)
    let text = bench.run(
      """
      print (q.area) (q.threshold) (q.true_positives) (q.false_positives) (q.true_negatives) (q.false_negatives)
      s = roc normal=[1,2,3,4] abnormal=[3,5,6] threshold=quantile(0.5)
      t = roc normal=[1,2,3,4] abnormal=[3,5,6] threshold=deviations(2) from=[1,3]
      print (s.threshold) (t.threshold) (t.recall) (t.precision)
      """)
    #expect(text == "0.875 5 2 0 4 1\n2.5 4 0.6667 0.6667\n", "\(text)")
    let measured = bench.run(
      Self.beginning + """
        a = measure n against=d by=mse,psnr
        x = corrupt d gaussian(0.8)
        b = measure x against=d by=mse,psnr
        q = roc normal=(a.mse) abnormal=(b.mse) threshold=quantile(1)
        p = roc normal=(a.psnr) abnormal=(b.psnr) threshold=quantile(1)
        print (q.area) (p.area) (p.threshold == min(a.psnr.median, p.threshold)) (q.recall == p.recall)
        p
        """)
    #expect(measured.hasPrefix("1 1 yes yes\narea under the ROC"), "\(measured)")
    #expect(measured.contains("or less: a lower one is less alike"), "\(measured)")
  }

  @Test("What roc gives is drawn with what guessing comes to, and with the threshold") func curves() throws {
    let bench = try Bench()
    let text = bench.run(
      """
      q = roc normal=[1,2,3,4] abnormal=[3,5,6]
      plot q title="area {q.area}"
      plot q kind=precision-recall
      two["a"] = q
      two["b"] = roc normal=[1,2] abnormal=[1,2]
      plot two
      histogram [1,2,3] [4,5] names=x,y threshold=(q.threshold)
      """)
    #expect(!text.contains("error"), "\(text)")
    let charts = bench.output.figures.compactMap { $0.figure.content as? LineChart }
    #expect(charts.count == 3)
    #expect(charts[0].title == "area 0.875")
    #expect(charts[0].lines.map(\.name) == ["area 0.875", "threshold 5", "guessing"])
    #expect(charts[0].lines[0].x == [0, 0, 0, 0.25, 0.5, 0.75, 1])
    // At 5 no normal image is taken for abnormal, and two of three abnormal ones are found.
    #expect(charts[0].lines[1].x == [0] && charts[0].lines[1].y == [2.0 / 3])
    #expect(charts[1].lines[1].x == [2.0 / 3] && charts[1].lines[1].y == [1])
    // 6, 5, 4, 3 (one of either kind), 2 and 1 are taken for abnormal one after the other.
    let recall: [Double] = [0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3]
    #expect(charts[1].lines[0].x == recall.map { $0 / 3 })
    let found: [Double] = [1, 2, 2, 3, 3, 3]
    let taken: [Double] = [1, 2, 3, 5, 6, 7]
    let precision = zip(found, taken).flatMap { [$0 / $1, $0 / $1] }
    #expect(charts[1].lines[0].y == precision)
    #expect(charts[1].lines[2].y.allSatisfy { abs($0 - 3.0 / 7) < 1e-12 })
    #expect(charts[2].lines.compactMap(\.name) == ["a, area 0.875", "b, area 0.500", "guessing"])
    let histogram = try #require(bench.output.figures.last?.figure.content as? Histogram)
    #expect(histogram.series.map(\.name) == ["x", "y"] && histogram.threshold == 5)
  }

  @Test("Measures are drawn by class, over one another, and counted") func charts() throws {
    let bench = try Bench()
    let text = bench.run(
      Self.beginning + """
        e = measure m d by=mse,ssim
        bars (e.mse) by=class
        scatter (e.mse) (e.ssim)
        f[1] = measure m d
        f[2] = measure n against=d
        bars f
        bars f by=class
        histogram (e.mse) (e.ssim)
        """)
    #expect(!text.contains("error"), "\(text)")
    let bars = bench.output.figures.compactMap { $0.figure.content as? BarChart }
    #expect(bars.map(\.names.count) == [10, 2, 10] && bars.map(\.series.count) == [1, 1, 2])
    #expect(bars[0].valueLabel == "mean of mean squared error (mse)")
    #expect(bars[2].series.map(\.name) == ["1", "2"])
    let scatter = try #require(bench.output.figures.compactMap { $0.figure.content as? ScatterChart }.first)
    #expect(scatter.groups.count == 10 && scatter.groups.map(\.x.count).reduce(0, +) == 30)
    #expect(scatter.horizontal.label == "mean squared error (mse)")
    #expect(scatter.vertical.label == "structural similarity (SSIM)")
  }

  @Test("Maps of where are on one scale") func maps() throws {
    let bench = try Bench()
    let text = bench.run(Self.beginning + "differences m d limit=4\ndifferences n against=d limit=3 columns=2")
    #expect(!text.contains("error") && !text.contains("`limit=`"), "\(text)")
    let panels = bench.output.figures.compactMap { $0.figure.content as? ImagePanel }
    #expect(panels[0].bands[0].rows.map(\.caption) == ["original", "reconstruction", "difference"])
    #expect(panels[0].bands[0].rows.allSatisfy { $0.images.count == 4 } && panels[0].colorBar != nil)
    #expect(panels[1].bands[0].rows.map(\.images.count) == [2, 2, 2, 1, 1, 1])
  }

  @Test("Figures that have the first of many images alone say so, unless that was asked for")
  func limits() throws {
    let bench = try Bench()
    _ = bench.run(Self.beginning + "many = load sketches count=120")
    func remark(_ shown: Int, _ all: Int) -> String {
      "note: the first \(shown) of \(all) images are drawn; `limit=` says how many\n"
    }
    #expect(bench.run("differences m d").hasPrefix(remark(8, 30)))
    #expect(bench.run("neighbours m d").contains(remark(10, 30)))
    #expect(bench.run("show many").hasPrefix(remark(100, 120)))
    for line in ["show d", "show many limit=5", "differences m d limit=3", "neighbours m d limit=3"] {
      #expect(!bench.run(line).contains("`limit=`"), "\(line)")
    }
  }

  // MARK: mistakes

  private static let measured = """
    e = measure m d by=mse,ssim
    a = measure m d
    b = measure m d by=psnr

    """

  @Test("What cannot be measured is said before the run") func mistakesOfMeasure() throws {
    let found = try mistake(
      """
      q = measure m
      q = measure d
      q = measure d n
      q = measure m d by=mse,mse
      small = take d 3
      q = measure d against=small
      tiny = load probes size=8
      q = measure tiny against=tiny by=ssim
      q = measure m tiny
      e = measure m d by=mse,ssim
      print (e.mean)
      print (e.psnr)
      """)
    #expect(
      found == """
        4:5: error: `measure` lacks the images that the model takes
             4 | q = measure m
               |     ^^^^^^^^^
          expected `measure MODEL IMAGES`, as in `measure model test`
        5:13: error: images alone cannot be measured: give what they are compared with
             5 | q = measure d
               |             ^
          expected `against=…`, or a model before them
        6:15: error: images are measured against others, which are given by name
             6 | q = measure d n
               |               ^
          expected `measure d against=n`
        7:20: error: `mse` stands there twice
             7 | q = measure m d by=mse,mse
               |                    ^^^^^^^
        9:23: error: 30 images cannot be measured against 3
             9 | q = measure d against=small
               |                       ^^^^^
          expected one image for each
        11:34: error: `ssim` looks at windows of 11x11 pixels, and the images are 3x8x8
            11 | q = measure tiny against=tiny by=ssim
               |                                  ^^^^
        12:15: error: the model takes images of 3x32x32, and these are 3x8x8
            12 | q = measure m tiny
               |               ^^^^
          expected a model that was made for them, as `autoencoder latent=4 in=3x8x8`
        14:10: error: these are several measures: name one before it, as in `(errors.mse.mean)`
            14 | print (e.mean)
               |          ^^^^
        15:10: error: psnr was not measured: give `by=psnr` to `measure`
            15 | print (e.psnr)
               |          ^^^^

        """)
  }

  @Test("What cannot be judged is said before the run") func mistakesOfROC() throws {
    let found = try mistake(
      Self.measured + """
        q = roc normal=a
        q = roc normal=e abnormal=e
        q = roc normal=a abnormal=b
        q = roc normal=a abnormal=[]
        q = roc normal=[1,"x"] abnormal=[2]
        q = roc normal=a abnormal=a from=a
        q = roc normal=a abnormal=a threshold=quantile(2)
        plot q band=range
        """)
    #expect(
      found == """
        7:5: error: `roc` lacks `abnormal=…`: those of images that are to be found
             7 | q = roc normal=a
               |     ^^^
          expected measures, a list or a range
        8:16: error: these are 2 measures: mse and ssim
             8 | q = roc normal=e abnormal=e
               |                ^
          expected one of them: `(e.mse)` or `(e.ssim)`
        9:27: error: `normal` was measured by mse, and this by psnr
             9 | q = roc normal=a abnormal=b
               |                           ^
          expected the same measure in all
        10:27: error: there is no abnormal image, and without one there is neither a curve nor a best F1
            10 | q = roc normal=a abnormal=[]
               |                           ^^
        11:16: error: the list holds text
            11 | q = roc normal=[1,"x"] abnormal=[2]
               |                ^^^^^^^
          expected numbers
        12:34: error: `from` goes with a threshold that looks at normal images alone, and this is `best-f1`
            12 | q = roc normal=a abnormal=a from=a
               |                                  ^
          expected `threshold=quantile(0.95)` or `threshold=deviations(1)`
        13:48: error: `quantile` takes no `2`
            13 | q = roc normal=a abnormal=a threshold=quantile(2)
               |                                                ^
          expected a number from 0 to 1
        14:13: error: `band` goes with logs, and this is a detection
            14 | plot q band=range
               |             ^^^^^

        """)
    let infinite = try Bench().run(
      Self.beginning + """
        a = measure d against=d by=psnr
        q = roc normal=a abnormal=a threshold=deviations(1)
        """)
    #expect(
      infinite == """
        failed: test.darkroom:5:39: error: `deviations(1)` gives no finite threshold: some of the measures are infinite
             5 | q = roc normal=a abnormal=a threshold=deviations(1)
               |                                       ^^^^^^^^^^^^^
          expected `best-f1` or a smaller `quantile`

        """)
  }

  @Test("What cannot be picked or drawn is said before the run") func mistakesOfFigures() throws {
    let found = try mistake(
      Self.measured + """
        p = pick d worst=3
        p = pick d by=a
        p = pick d worst=3 by=e
        p = pick d worst=31 by=a
        few = take d 3
        p = pick few worst=2 by=a
        scatter a
        scatter e a
        bars e
        bars 3 by=class
        histogram a b names=x
        differences m
        differences d against=few
        """)
    #expect(
      found == """
        7:18: error: `worst` lacks what the images are ranked by
             7 | p = pick d worst=3
               |                  ^
          expected `by=errors`, where `errors = measure model d`
        8:5: error: `pick` lacks which images
             8 | p = pick d by=a
               |     ^^^^
          expected places such as `0..99`, `one-per-class`, `class=…`, `random=…` or `worst=… by=…`
        9:23: error: these are 2 measures: mse and ssim
             9 | p = pick d worst=3 by=e
               |                       ^
          expected one of them: `(e.mse)` or `(e.ssim)`
        10:18: error: there are 30 images, and not 31
            10 | p = pick d worst=31 by=a
               |                  ^^
        12:25: error: there are 3 images, and measures of 30
            12 | p = pick few worst=2 by=a
               |                         ^
          expected the measures of these images, in their order
        13:9: error: a point takes two measures of an image, and this is one
            13 | scatter a
               |         ^
          expected `scatter a OTHERS`
        14:9: error: these are 2 measures: mse and ssim
            14 | scatter e a
               |         ^
          expected one of them: `(e.mse)` or `(e.ssim)`
        15:6: error: these are 2 measures: mse and ssim
            15 | bars e
               |      ^
          expected one of them: `(e.mse)` or `(e.ssim)`
        16:11: error: `by=class` goes with measures, and this is a number
            16 | bars 3 by=class
               |           ^^^^^
          expected what `measure` gives
        17:21: error: 1 name cannot name 2 sets of numbers
            17 | histogram a b names=x
               |                     ^
          expected one name for each
        18:1: error: `differences` lacks the images that the model takes
            18 | differences m
               | ^^^^^^^^^^^^^
          expected `differences MODEL IMAGES`, as in `differences model test`
        19:23: error: 30 images cannot be compared with 3
            19 | differences d against=few
               |                       ^^^
          expected one image for each

        """)
  }
}
