import Datasets
import Foundation
import NeuralNetworks
import Options
import ScriptRuntime
import Testing
import Training

/// What stands in the places of options: extents, terms, sums, and what is said of what does not fit.
@Suite struct OptionReadingTests {
  private func check(_ script: String) throws -> String { try Bench().check(script) }

  @Test("Help on an option tells what it is of each command that has it")
  func helpOnOptions() {
    let page = HelpPage.text(for: "quality")
    #expect(page.hasPrefix("quality=, an option\n\n") && page.contains("Of `rates`: JPEG's qualities ("), "\(page)")
    for option in ["save", "size", "on", "corrupt"] {
      #expect(HelpPage.text(for: option).split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(option)")
    }
    #expect(HelpPage.knows("kernel") && HelpPage.text(for: "kernel").contains("`conv2d`"))
    #expect(!HelpPage.knows("nothing"))
  }

  @Test("Every corruption can be written as help writes it, the hyphen in its name included")
  func hyphens() throws {
    let lines = "d = load sketches count=3\nm = autoencoder latent=2 width=4\n"
    #expect(try check(lines + "n = corrupt d salt-pepper(0.1)\nshow n\ntrain m on=d corrupt=salt-pepper(0.1)") == "")
    #expect(try check(lines + "n = corrupt d salt-papper(0.1)").contains("did you mean `salt-pepper`?"))
  }

  @Test func helpTellsRanges() {
    let page = HelpPage.text(for: "conv2d").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      page.contains(
        "height and width of the kernel, in pixels (a whole number from 1 to 1024, or two as in `3x5`, height and width; default 3)"
      ),
      "\(page)")
    #expect(page.contains("channels output channels, in channels (a whole number from 1 to 65536)"), "\(page)")
  }

  /// Lines of examples and of how a thing is written stay as they are.
  @Test("Everything that has a name has help, of lines that a terminal of 80 columns holds")
  func helpIsNarrow() {
    for topic in HelpPage.topics {
      let page = HelpPage.text(for: topic)
      #expect(page.hasPrefix(topic), "\(topic)")
      let prose = page.prefix(upTo: page.range(of: "\nExample:")?.lowerBound ?? page.endIndex)
      let wide = prose.split(separator: "\n").filter { $0.count > 80 && $0.contains(" ") }
      #expect(wide.isEmpty, "\(topic): \(wide)")
    }
    #expect(HelpPage.overview.split(separator: "\n").filter { $0.count > 80 } == [])
    #expect(
      HelpPage.topics.contains("cosine") && HelpPage.text(for: "cosine").contains("train … schedule=cosine(to=…)"))
    #expect(
      HelpPage.text(for: "ssim").contains("ssim, a loss") && HelpPage.text(for: "ssim").contains("ssim, a metric"))
  }

  @Test("Every term can be written with its arguments, whatever its name is made of")
  func termsCanBeWritten() throws {
    let tables = [
      "corrupt": CorruptionTable.table.declarations, "augment": AugmentationTable.table.declarations,
      "schedule": ScheduleTable.table.declarations, "metrics": MetricTable.table.declarations,
      "loss": LossTable.table.declarations,
    ]
    for (option, terms) in tables {
      for term in terms {
        let words = term.options.filter { $0.isArgument || $0.isRequired }.map { argument in
          let value = ["0.5", "2"].first { argument.kind.reading($0) != nil } ?? "1"
          return argument.isArgument ? value : "\(argument.name)=\(value)"
        }
        let written = words.isEmpty ? term.name : "\(term.name)(\(words.joined(separator: ",")))"
        let said = try check(
          """
          d = load sketches count=20
          e = network in=3x32x32
            flatten
            linear 4
          end
          g = network in=4
            linear 3072
            unflatten 3x32x32
            sigmoid
          end
          m = autoencoder e g
          train m on=d validate=d \(option)=\(written)
          """)
        #expect(!said.contains("error"), "\(said)")
      }
    }
    let said = try Bench().run(
      """
      seed 1
      d = load sketches count=10
      n = corrupt d salt-pepper(1)
      r = measure n against=d by=mse
      expect (r.mean > 0.5)
      """)
    #expect(!said.contains("error") && !said.contains("failed"), "\(said)")
  }

  @Test("A number may be a term that grows", arguments: ["warmup(4,to=0.5)", "(2 * 0.5)", "1"])
  func numbersMayBeTerms(beta: String) throws {
    #expect(
      try check(
        """
        images = load sketches count=8
        model = autoencoder latent=20 width=4 bottleneck=variational
        log = train model on=images epochs=1 beta=\(beta)
        log
        """) == "")
  }

  @Test func extentsMayBeZeroAndOblong() throws {
    #expect(
      try check(
        """
        e = network in=3x32x32
            conv2d 16 kernel=3x5 padding=0x1
            conv_transpose2d 3 stride=2 padding=0 output_padding=0
        end
        summary e
        """) == "")
    #expect(
      try check(
        "e = network in=3x32x32\n    conv2d 16 kernel=0 padding=2000x1 stride=3x3x3\nend\nf = network in=3x0x4\nend")
          == """
          test.darkroom:2:22: error: `kernel` takes no `0`
               2 |     conv2d 16 kernel=0 padding=2000x1 stride=3x3x3
                 |                      ^
            expected a whole number from 1 to 1024, or two as in `3x5`, height and width
          test.darkroom:2:32: error: `padding` takes no `2000x1`
               2 |     conv2d 16 kernel=0 padding=2000x1 stride=3x3x3
                 |                                ^^^^^^
            expected `same`, or a whole number from 0 to 1024, or two as in `3x5`, height and width
          test.darkroom:2:46: error: `stride` takes no `3x3x3`
               2 |     conv2d 16 kernel=0 padding=2000x1 stride=3x3x3
                 |                                              ^^^^^
            expected a whole number from 1 to 1024, or two as in `3x5`, height and width
          test.darkroom:4:18: error: a side of a shape is 1 or more, and this is 0
               4 | f = network in=3x0x4
                 |                  ^

          """)
  }

  @Test func severalNumbersAreNotInParentheses() throws {
    #expect(
      try check("e = network in=(3, 32, 32)\n    conv2d 16 stride=(2,1)\nend") == """
        test.darkroom:1:16: error: several numbers are not in parentheses
             1 | e = network in=(3, 32, 32)
               |                ^^^^^^^^^^^
          note: write `3x32x32`, or for a list `3,32,32`
        test.darkroom:2:22: error: several numbers are not in parentheses
             2 |     conv2d 16 stride=(2,1)
               |                      ^^^^^
          note: write `2x1`, or for a list `2,1`

        """)
  }

  private static let model = "d = load sketches count=8\nm = autoencoder latent=4 width=4\n"

  @Test(arguments: [
    "mse", "huber(0.5)", "huber(delta=0.5)", "(huber(0.5))", "(mse + 0.1 * ssim)", "(2 * (mse + l1))", "part",
    "\"mse + 0.1*ssim\"",
  ])
  func sumsOfTermsAreRead(loss: String) throws {
    #expect(try check(Self.model + "part = \"huber(0.5)\"\nweight = 2\nl = train m on=d loss=\(loss)") == "")
  }

  @Test func anArgumentIsGivenOnce() throws {
    #expect(
      try check("d = load sketches count=8\nn = corrupt d gaussian(0.3,deviation=0.2)\nshow n") == """
        test.darkroom:2:28: error: `gaussian` has its deviation already
             2 | n = corrupt d gaussian(0.3,deviation=0.2)
               |                            ^^^^^^^^^^^^^
        test.darkroom:2:24: note: it is here
             2 | n = corrupt d gaussian(0.3,deviation=0.2)
               |                        ^^^

        """)
  }

  @Test(
    "Nothing is given twice, in whatever form",
    arguments: [
      ("loss=huber(delta=0.5,delta=2)", "huber", "delta"), ("schedule=step(2,by=0.5,by=0.6)", "step", "by"),
      ("schedule=step(epochs=2,epochs=3)", "step", "epochs"), ("corrupt=mask(share=0.1,share=0.2)", "mask", "share"),
    ])
  func twice(option: String, term: String, name: String) throws {
    let line = "l = train m on=d \(option)"
    let labels = line.ranges(of: "\(name)=").map { line.distance(from: line.startIndex, to: $0.lowerBound) }
    func length(_ start: Int) -> Int { line.dropFirst(start).prefix { $0 != "," && $0 != ")" }.count }
    func pointer(_ start: Int) -> String {
      "     3 | \(line)\n       | \(String(repeating: " ", count: start))\(String(repeating: "^", count: length(start)))\n"
    }
    #expect(
      try check(Self.model + line)
        == "test.darkroom:3:\(labels[1] + 1): error: `\(term)` has its \(name) already\n\(pointer(labels[1]))"
        + "test.darkroom:3:\(labels[0] + 1): note: it is here\n\(pointer(labels[0]))")
  }

  @Test("Text gives nothing twice either")
  func twiceInText() throws {
    let said = try check(Self.model + "part = \"huber(0.5,delta=2)\"\nl = train m on=d loss=part")
    #expect(said.hasPrefix("test.darkroom:4:23: error: `loss` takes no `huber(0.5,delta=2)`\n"), "\(said)")
  }

  @Test func wrongTermsAreAnsweredAtTheirPlace() throws {
    let expected = "expected `mse`, `l1`, `huber(DELTA)`, `bce` or `ssim`, or a sum, as in `(mse + 0.1 * ssim)`"
    #expect(
      try check(
        Self.model
          + "l = train m on=d loss=(mse + 0.1 * hubr(2))\nl = train m on=d loss=huber(-1)\nl = train m on=d loss=huber(1, 2)\nl = train m on=d loss=huber(width=3)\nl = train m on=d loss=7"
      ) == """
        test.darkroom:3:36: error: `loss` takes no `hubr`
             3 | l = train m on=d loss=(mse + 0.1 * hubr(2))
               |                                    ^^^^
          \(expected)
          did you mean `huber`?
        test.darkroom:4:29: error: `huber` takes no `-1`
             4 | l = train m on=d loss=huber(-1)
               |                             ^^
          expected a number above 0
        test.darkroom:5:32: error: `huber` takes 1 argument alone, and this is one more
             5 | l = train m on=d loss=huber(1, 2)
               |                                ^
          expected `huber DELTA`
        test.darkroom:6:29: error: `huber` has no option `width`
             6 | l = train m on=d loss=huber(width=3)
               |                             ^^^^^
          expected no options
        test.darkroom:7:23: error: `loss` takes no `7`
             7 | l = train m on=d loss=7
               |                       ^
          \(expected)

        """)
  }
}
