import Foundation
import Testing

/// `darkroom run --export` and `darkroom convert`, as the shell sees them.
@Suite struct ExportTests {
  private static let script = """
    # %% [markdown]
    # # A small lesson
    # *Twenty* sketches.

    # %% Parameters tags=["parameters"]
    param count = 20  # how many

    # %% Data
    data = load sketches count=count
    print "loaded"
    data

    # %%
    (count + 1)
    show data limit=3 title="Three" save=three.png
    """

  private func exported(_ name: String, _ more: String..., script: String = Self.script) throws -> (
    Program, Program.Result
  ) {
    let program = try Program()
    try program.write(script, to: "lesson.darkroom")
    return (program, try program.run(arguments: ["run", "lesson.darkroom", "--export", name] + more))
  }

  @Test func executedNotebookHoldsWhatItsCellsGave() throws {
    let (program, result) = try exported("lesson.ipynb", "--set", "count=30")
    defer { program.clean() }
    #expect(result.status == 0, "\(result.errors)")
    let notebook = try #require(
      try JSONSerialization.jsonObject(with: program.bytes("lesson.ipynb")) as? [String: Any])
    let cells = try #require(notebook["cells"] as? [[String: Any]])
    #expect(cells.map { $0["cell_type"] as? String } == ["markdown", "code", "code", "code"])
    #expect(cells.map { $0["execution_count"] as? Int } == [nil, 1, 2, 3])
    let outputs = cells.compactMap { $0["outputs"] as? [[String: Any]] }
    #expect(
      outputs.map { $0.compactMap { $0["output_type"] as? String } } == [
        [], ["stream", "execute_result"], ["display_data", "display_data"],
      ])
    #expect(outputs[1][0]["text"] as? [String] == ["loaded\n"])
    let figure = try #require(outputs[2][1]["data"] as? [String: Any])
    #expect(Set(figure.keys) == ["image/png", "text/html", "text/plain"])
    // With words for those who do not see it, as the kernel gives it.
    let words = try #require(figure["text/plain"] as? [String]).joined()
    #expect((figure["text/html"] as? [String])?.joined().contains(" alt=\"\(words)\"") == true)
    let png = try #require((figure["image/png"] as? String).flatMap { Data(base64Encoded: $0) })
    #expect(png == (try program.bytes("output/three.png")))
    let facts = try #require((notebook["metadata"] as? [String: Any])?["darkroom"] as? [String: Any])
    #expect(facts["parameters"] as? [String: String] == ["count": "30"])
    #expect(facts["seed"] as? Int == 0)
    #expect(facts["script"] as? String == "lesson.darkroom")
    #expect((facts["version"] as? String)?.hasPrefix("Darkroom ") == true)
  }

  @Test func markdownLiesBesideItsFigures() throws {
    let (program, result) = try exported("lesson.md")
    defer { program.clean() }
    #expect(result.status == 0, "\(result.errors)")
    let text = String(decoding: try program.bytes("lesson.md"), as: UTF8.self)
    for part in ["# A small lesson", "*Twenty* sketches.", "`count = 20`", "`seed 0`", "```darkroom\n", "loaded"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.contains("](lesson_files/figure-1."))
    #expect(program.holds("lesson_files/figure-1.svg") || program.holds("lesson_files/figure-1.png"))
  }

  @Test("What is remarked on results is kept, what is said of the run is not; logs and measures are tables")
  func remarksAndTables() throws {
    let script = """
      d = load sketches count=12
      m = autoencoder latent=2 width=2
      log = train m on=d epochs=1
      log
      measure m d
      quality = roc normal=1,2 abnormal=1,2
      save log "log.csv"
      """
    let (program, result) = try exported("lesson.md", script: script)
    defer { program.clean() }
    let text = String(decoding: try program.bytes("lesson.md"), as: UTF8.self)
    let remark = "at this threshold every image is taken as abnormal: `best-f1` tells nothing apart here"
    #expect(text.contains(remark) && result.errors.contains(remark), "\(text)")
    #expect(!text.contains("wrote") && result.errors.contains("wrote output/log.csv\n"))
    #expect(text.contains("\n| epoch | training | last batch | images/s |\n| ---: | ---: | ---: | ---: |\n| 1 | 0."))
    #expect(text.contains("\n| measure | images | mean | deviation | least | median | greatest |\n| --- |"))
  }

  @Test func htmlNeedsNothingElse() throws {
    let (program, result) = try exported("lesson.html")
    defer { program.clean() }
    #expect(result.status == 0, "\(result.errors)")
    let text = String(decoding: try program.bytes("lesson.html"), as: UTF8.self)
    for part in ["<h1", "A small lesson</h1>", "<em>Twenty</em>", "count", "seed 0", "loaded", "<svg role=\"img\""] {
      #expect(text.contains(part), "\(part)")
    }
    for outside in ["http-equiv=\"refresh\"", "<script", "<link", "src=\"http", "@import"] {
      #expect(!text.contains(outside), "\(outside)")
    }
    let (again, _) = try exported("lesson.html")
    defer { again.clean() }
    #expect(try again.bytes("lesson.html") == program.bytes("lesson.html"))
  }

  @Test func aReportIsToldWhatItShows() throws {
    let (program, result) = try exported(
      "lesson.html", "--export", "lesson.md", "--hide-code", "--toc", "--author", "Ada", "--date", "today",
      script: Self.script.replacing("*Twenty*", with: "$n = 20$, $\\foo$ *twenty*"))
    defer { program.clean() }
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.errors.contains("lesson.html: the formula $\\foo$ has \\foo, which is no command that reports know"))
    let page = String(decoding: try program.bytes("lesson.html"), as: UTF8.self)
    #expect(page.contains("<title>A small lesson</title>") && page.contains("<math>"))
    #expect(page.contains("<a href=\"#data\">Data</a>") && !page.contains("load</span>"))
    // Figures are drawn for both, once each.
    #expect(page.contains("prefers-color-scheme: dark) { :root { --f0: rgb("))
    #expect(page.split(separator: "<figure").count == 2 && !page.contains("data:image/svg+xml"))
    let credits = try #require(page.firstMatch(of: #/<p class="credits">Ada, \d{4}-\d\d-\d\d</p>/#))
    #expect(!credits.isEmpty)
    let text = String(decoding: try program.bytes("lesson.md"), as: UTF8.self)
    #expect(text.contains("*Ada, ") && !text.contains("```darkroom"))
  }

  @Test("A first cell may be of today") func today() throws {
    let (program, _) = try exported(
      "lesson.md", script: "# %% [markdown]\n# # A lesson\n# Date: today\n# %%\nprint 1\n")
    defer { program.clean() }
    let text = String(decoding: try program.bytes("lesson.md"), as: UTF8.self)
    #expect(text.contains(#/\*\d{4}-\d\d-\d\d\*/#), "\(text)")
  }

  @Test func optionsOfReportsGoWithReports() throws {
    for options in [
      ["--toc"], ["--hide-code"], ["--author", "A"], ["--date", "B"], ["--toc", "--export", "a.ipynb"],
    ] {
      let program = try Program()
      defer { program.clean() }
      try program.write("print 1", to: "lesson.darkroom")
      let result = try program.run(arguments: ["run", "lesson.darkroom"] + options)
      #expect(result.status == 2)
      #expect(
        result.errors.hasPrefix(
          "darkroom: error: \(options[0]) goes with --export to a file that ends in .html or .md."))
    }
  }

  @Test func aFailedRunSaysSoInItsReport() throws {
    let (program, result) = try exported("lesson.html", script: "print 1\nexpect (1 == 2)")
    defer { program.clean() }
    #expect(result.status == 1)
    #expect(
      String(decoding: try program.bytes("lesson.html"), as: UTF8.self).contains(
        "<p class=\"ending\" role=\"note\">The run ended with an error; what comes after it did not run.</p>"))
  }

  @Test func picturesOfProseBecomePartOfTheHTML() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write("# %% [markdown]\n# ![A dot](dot.svg) ![None](none.png)\n# %%\nprint 1", to: "lesson.darkroom")
    try program.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: "dot.svg")
    let result = try program.run("run", "lesson.darkroom", "--export", "lesson.html")
    #expect(result.status == 0, "\(result.errors)")
    let text = String(decoding: try program.bytes("lesson.html"), as: UTF8.self)
    #expect(text.contains("<img src=\"data:image/svg+xml;base64,PHN2Z"))
    #expect(text.contains("<a href=\"none.png\">None</a>"))
  }

  @Test func notebooksAreNoScripts() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write("{}", to: "lesson.ipynb")
    for command in ["run", "check", "params"] {
      let result = try program.run(command, "lesson.ipynb")
      #expect(result.status == 2)
      #expect(
        result.errors.hasPrefix(
          "darkroom: error: lesson.ipynb is a notebook; `darkroom convert lesson.ipynb lesson.darkroom` makes"))
    }
  }

  @Test func aFailedScriptIsExportedWithItsError() throws {
    let (program, result) = try exported(
      "lesson.ipynb", script: "# %%\nprint 1\n# %%\nd = load sketches count=5\nexpect (d.count == 6)\n# %%\nprint 2")
    defer { program.clean() }
    #expect(result.status == 1)
    let text = String(decoding: try program.bytes("lesson.ipynb"), as: UTF8.self)
    #expect(text.contains("\"output_type\": \"error\""))
    #expect(text.contains("the condition (d.count == 6) is false"))
    #expect(!text.contains("\"2\\n\""))
  }

  @Test func wrongExportsAreRefused() throws {
    let (program, result) = try exported("lesson.pdf")
    defer { program.clean() }
    #expect(result.status == 2)
    #expect(result.errors.contains("--export expects a file that ends in .ipynb, .md or .html, and gets “lesson.pdf”."))
    let two = try program.run("run", "lesson.darkroom", "lesson.darkroom", "--export", "a.md")
    #expect(two.status == 2)
    #expect(two.errors.contains("--export writes what came of one script, and gets 2."))
    let unwritable = try program.run("run", "lesson.darkroom", "--export", "lesson.darkroom/a.md")
    #expect(unwritable.status == 1)
    #expect(
      unwritable.errors.contains(
        "darkroom: error: cannot make the folder “lesson.darkroom” for “lesson.darkroom/a.md”"), "\(unwritable.errors)")
  }

  @Test func conversionGoesBothWays() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(Self.script, to: "lesson.darkroom")
    let there = try program.run("convert", "lesson.darkroom", "lesson.ipynb")
    #expect(there.status == 0 && there.errors.isEmpty, "\(there.errors)")
    let back = try program.run("convert", "lesson.ipynb", "back.darkroom")
    #expect(back.status == 0, "\(back.errors)")
    #expect(String(decoding: try program.bytes("back.darkroom"), as: UTF8.self) == Self.script + "\n")
    let result = try program.run("run", "back.darkroom")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(arguments: [
    (
      ["lesson.darkroom", "x.darkroom"],
      "both lesson.darkroom and x.darkroom are .darkroom: there is nothing to convert"
    ),
    (
      ["lesson.darkroom", "x.txt"],
      "x.txt: found no ending that says what format it is in, expected .darkroom or .ipynb"
    ),
    (["none.ipynb", "x.darkroom"], "cannot read none.ipynb: there is no such file"),
    (
      ["broken.ipynb", "x.darkroom"],
      "broken.ipynb: cells[0].source: found the number 3, expected a text or a list of texts"
    ),
    (
      ["zero.ipynb", "x.darkroom"],
      "zero.ipynb: cells[0].source: found a text with a zero character, expected one without"
    ),
    (["lesson.darkroom", "no/x.ipynb"], "cannot write “no/x.ipynb”"),
  ])
  func wrongConversionsAreRefused(arguments: [String], message: String) throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(Self.script, to: "lesson.darkroom")
    try program.write(
      #"{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "source": 3}]}"#,
      to: "broken.ipynb")
    try program.write(
      #"{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "source": "\u0000"}]}"#,
      to: "zero.ipynb")
    let result = try program.run(arguments: ["convert"] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("darkroom: error: \(message)"), "\(result.errors)")
    #expect(!program.holds("x.darkroom") && !program.holds("x.txt"))
  }
}
