import Foundation
import ScriptLanguage
import ScriptRuntime
import Testing

/// Small scripts that ask for more memory or time than there is: each is answered at once, and nothing traps.
@Suite(.serialized) struct BoundsTests {
  private func check(_ script: String) throws -> String {
    let report = try Bench().session.check(SourceText(name: "test.darkroom", text: script))
    let said = DiagnosticRenderer().render(report.errors + report.warnings)
    #expect(said.utf8.count < 100_000)
    return said.isEmpty ? "" : said + "\n"
  }

  @Test func valuesNestSixtyFourDeep() throws {
    let deep = "a = [1]\nfor i in 1..63\n    a = [a]\nend\nprint a"
    #expect(try check(deep) == "")
    #expect(try Bench().run(deep) == "1\n")
    #expect(
      try check("a = [1]\nfor i in 1..10000\n    a = [a]\nend\nprint a") == """
        test.darkroom:3:9: error: lists and families lie at most 64 deep in one another, and these would lie deeper
             3 |     a = [a]
               |         ^^^

        """)
    #expect(
      try check("f[1] = 0\nfor i in 1..100\n    g = [f]\n    f[1] = g\nend").contains("lie at most 64 deep"))
  }

  @Test("A member that is replaced or taken out counts no more in a family's extent")
  func extentsOfFamiliesFall() throws {
    let script = "a = [1]\nfor i in 1..62\n    a = [a]\nend\nf[1] = a\nf[2] = [2]\n"
    #expect(try check(script + "f[1] = 1\ng = [f]\ng = [g]") == "")
    #expect(try check(script + "f[2] = 1\ng = [f]\ng = [g]").contains("lie at most 64 deep"))
    var family = Family()
    let empty = family.extent
    family[.number(1)] = .list([.list([.number(1), .number(2)])])
    family[.number(2)] = .list([.number(3)])
    #expect(family.extent.depth == 3 && family.extent.size == 3)
    family[.number(3)] = nil
    #expect(family.extent.depth == 3 && family.extent.size == 3)
    family[.number(1)] = nil
    #expect(family.extent.depth == 2 && family.extent.size == 1)
    family[.number(2)] = .range(first: 9, last: 0)
    #expect(family.extent.depth == 1 && family.extent.size == 10)
    family[.number(2)] = nil
    #expect(family.extent == empty && family.members.isEmpty)
  }

  @Test func valuesHoldFourMillion() throws {
    for script in [
      "a = [1]\nfor i in 1..40\n    a = [a,a]\nend", "f[1] = 2\nfor i in 1..100\n    f[i] = f\nend",
      "a = [1..1000000,1..1000000,1..1000000,1..1000000,1]",
    ] {
      #expect(try check(script).contains("holds at most 4,000,000 values, and this would hold more"), "\(script)")
    }
    #expect(try check("a = [1..1000000,1..1000000,1..1000000,1..1000000]") == "")
  }

  @Test func textsHaveAMebibyte() throws {
    #expect(
      try check("a = \"xy\"\nfor i in 1..40\n    a = \"{a}{a}\"\nend") == """
        test.darkroom:3:14: error: a text has at most 1,048,576 bytes, and this would have more
             3 |     a = "{a}{a}"
               |              ^

        """)
    #expect(try check("a = \"x\"\nfor i in 1..20\n    a = \"{a}{a}\"\nend") == "")
  }

  @Test("Loops end, in the checker by their number of rounds, in the run by a stop")
  func emptyLoopsEnd() throws {
    let loops = "for i in 1..1000\n    for j in 1..1000000\n    end\nend"
    #expect(try check(loops) == "")
    let bench = try Bench()
    let report = bench.session.check(SourceText(name: "test.darkroom", text: loops))
    let stop = bench.session.stop
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.05)
      stop.set()
    }
    #expect(throws: ScriptFailure.self) { try bench.session.run(report) }
  }

  @Test func aStoppedCheckRunsNothing() throws {
    let bench = try Bench()
    bench.session.stop.set()
    let report = bench.session.check(SourceText(name: "test.darkroom", text: "print 1"))
    #expect(report.wasStopped)
    #expect(throws: ScriptFailure.self) { try bench.session.run(report) }
    #expect(bench.output.text == "")
  }

  @Test func includesAreBounded() throws {
    let bench = try Bench()
    for number in 1...31 {
      let next = "include \"twice-\(number + 1).darkroom\"\n"
      try (next + next).write(
        toFile: bench.folder + "/twice-\(number).darkroom", atomically: true, encoding: .utf8)
    }
    try "a = 1\n".write(toFile: bench.folder + "/twice-32.darkroom", atomically: true, encoding: .utf8)
    #expect(bench.check("include \"twice-1.darkroom\"") == "")
    for number in 1...100 {
      try "include \"chain-\(number + 1).darkroom\"\n".write(
        toFile: bench.folder + "/chain-\(number).darkroom", atomically: true, encoding: .utf8)
    }
    #expect(bench.check("include \"chain-1.darkroom\"").contains("scripts include each other at most 64 deep"))
  }

  @Test("Errors are counted behind the first hundred, and long lines are clipped around them")
  func errorsAreCapped() throws {
    let words = try check("print " + Array(repeating: "ab", count: 5_000).joined(separator: " "))
    #expect(words.hasSuffix("and 4,900 more like these\n") && words.contains("…"))
    let lines = words.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 200 })
    // The caret stays under what it marks.
    let (line, carets) = (lines[1], lines[2])
    let place = try #require(carets.firstIndex(of: "^"))
    #expect(line.dropFirst(carets.distance(from: carets.startIndex, to: place)).hasPrefix("ab"))
    let (far, under) = (lines[4 * 80 + 1], lines[4 * 80 + 2])
    #expect(far.contains("| …"))
    let mark = under.distance(from: under.startIndex, to: try #require(under.firstIndex(of: "^")))
    #expect(far.dropFirst(mark).hasPrefix("ab"))
    let name = String(repeating: "n", count: 20_000)
    #expect(try check("print (\(name))").utf8.count < 2_000)
  }

  @Test func whatIsSetFromOutsideIsBoundedAsWhatIsWritten() throws {
    for range in ["0..9223372036854775807", "1..1000000000", "-9223372036854775808..9223372036854775807"] {
      let report = try Bench(parameters: [("c", range)]).session.check(
        SourceText(name: "test.darkroom", text: "param c = 1..3"))
      #expect(
        report.settingProblems == ["--set c=\(range): a range holds at most 1,000,000 numbers, and this holds more"])
    }
  }

  @Test func aFigureOfMorePixelsThanThereIsMemoryForIsRefused() throws {
    let lines = "d = load sketches count=8\nm = autoencoder latent=2 width=4\nl = train m on=d epochs=1\n"
    #expect(
      try check(lines + "plot l size=400x400in dpi=72 save=x.png") == """
        test.darkroom:4:13: error: a figure of 28800 x 28800 pixels cannot be drawn: it has at most 200,000,000 of them
             4 | plot l size=400x400in dpi=72 save=x.png
               |             ^^^^^^^^^

        """)
    #expect(try check(lines + "plot l size=33x47in dpi=300 save=a0.png\nplot l size=400x400in save=x.svg") == "")
  }
}
