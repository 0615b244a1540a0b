import Basics
import Foundation
import Notebooks
import Testing

private let facts = ReportFacts(
  title: "A <title>", script: "lesson.darkroom", version: "Darkroom 1", seed: 7,
  parameters: [.init(name: "epochs", value: "10 | `x`")])

private let png = MIMEContent.bytes([0x89, 0x50, 0x4E, 0x47])

@Suite struct MarkdownReportTests {
  @Test func everythingACellGave() {
    let notebook = Notebook(cells: [
      Cell(
        kind: .code, title: "Los*s", source: "plot log",
        outputs: [
          .stream(name: "stdout", text: "epoch 1\repoch 2\n"),
          .stream(name: "stdout", text: "\u{1B}[31mred\u{1B}[0m\n"),
          .display(MIMEBundle(["image/png": png, "text/plain": .text("The [loss]")])),
          .result(MIMEBundle(["text/plain": .text("``` 1")]), count: 1),
          .error(name: "Failure", value: "no", traceback: []),
        ]),
      Cell(
        kind: .markdown, source: "Prose ![it](attachment:a.png)", attachments: ["a.png": MIMEBundle(["image/png": png])]
      ),
    ])
    let report = notebook.markdownReport(facts: facts, picturesFolder: "my files")
    #expect(
      report.text == #"""
        # A \<title\>

        `lesson.darkroom` · `Darkroom 1` · `seed 7`

        - `` epochs = 10 | `x` ``

        **Los\*s**

        ```darkroom
        plot log
        ```

        ```text
        epoch 2
        red
        ```

        ![The \[loss\]](my%20files/figure-1.png)

        ````text
        ``` 1
        ````

        ```text
        Failure: no
        ```

        Prose ![it](my%20files/attachment-2.png)

        """#)
    #expect(report.pictures.map(\.path) == ["my files/figure-1.png", "my files/attachment-2.png"])
    #expect(report.pictures.allSatisfy { $0.bytes == [0x89, 0x50, 0x4E, 0x47] })
  }

  @Test func attachmentsWhoseNamesBeginAlike() {
    let bundle = MIMEBundle(["image/png": png])
    let report = Notebook(cells: [
      Cell(
        kind: .markdown, source: "![1](attachment:a) ![2](attachment:ab \"title\")",
        attachments: ["a": bundle, "ab": bundle])
    ]).markdownReport(facts: facts, picturesFolder: "f")
    #expect(report.text.hasSuffix("![1](f/attachment-1.png) ![2](f/attachment-2.png \"title\")\n"))
  }

  @Test func aHeadingAtTheStartIsTheTitle() {
    let notebook = Notebook(cells: [Cell(kind: .markdown, source: "# Lesson\n\ntext")])
    let text = notebook.markdownReport(facts: facts, picturesFolder: "").text
    #expect(
      text.hasPrefix("# Lesson\n\n`lesson.darkroom` · `Darkroom 1` · `seed 7`\n\n- ") && text.hasSuffix("\n\ntext\n")
        && !text.contains("title"))
  }

  @Test func drawingsComeBeforePixelsUnlessTheyAreHuge() {
    func paths(_ drawing: String) -> [String] {
      let bundle = MIMEBundle(["image/png": png, "image/svg+xml": .text(drawing)])
      let notebook = Notebook(cells: [Cell(kind: .code, source: "", outputs: [.display(bundle)])])
      return notebook.markdownReport(facts: facts, picturesFolder: "p").pictures.map(\.path)
    }
    #expect(paths("<svg/>") == ["p/figure-1.svg"])
    #expect(paths(String(repeating: " ", count: 1_000_001)) == ["p/figure-1.png"])
  }
}

#if HTMLReports
  @Suite struct HTMLReportTests {
    private func page(_ cells: [Cell]) throws -> String { try Notebook(cells: cells).htmlReport(facts: facts) }

    @Test func nothingFromOutsideIsMarkup() throws {
      let wrong = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
      let bundle = MIMEBundle([
        "text/plain": .text(wrong), "text/html": .text(wrong), "image/png": png,
      ])
      let text = try Notebook(cells: [
        Cell(
          kind: .code, title: wrong, source: wrong,
          outputs: [
            .stream(name: wrong, text: wrong), .display(bundle),
            .result(MIMEBundle(["text/html": .text(wrong)]), count: 1),
            .result(MIMEBundle(["text/markdown": .text(wrong)]), count: 1),
            .error(name: wrong, value: wrong, traceback: [wrong]),
            .result(MIMEBundle([wrong: .json([.text(wrong)])]), count: nil),
          ]),
        Cell(
          kind: .markdown,
          source:
            "\(wrong)\n\n<iframe src=x></iframe>\n\n[a](javascript:alert(1)) ![b](attachment:p) ![c](http://x/y.png) ![d](data:text/html,x)",
          attachments: ["p": MIMEBundle(["image/svg+xml": .text(wrong)])]),
        Cell(kind: .raw, source: wrong),
      ]).htmlReport(
        facts: ReportFacts(
          title: wrong, script: wrong, version: wrong, seed: 1, parameters: [.init(name: wrong, value: wrong)]),
        highlight: { [($0.startIndex..<$0.endIndex, .text)] })
      #expect(!text.contains("<script") && !text.contains("<iframe") && !text.contains("onerror=alert(2)>"))
      #expect(!text.contains("javascript:") && !text.contains("src=\"http") && !text.contains("<img src=x"))
      #expect(text.contains("<a href=\"http://x/y.png\">c</a>"))
      for piece in text.split(separator: "<img").dropFirst() {
        #expect(piece.hasPrefix(" src=\"data:image/"), "\(piece.prefix(80))")
      }
    }

    @Test func proseIsGitHubsMarkdown() throws {
      let text = try page([
        Cell(
          kind: .markdown,
          source:
            "# Les*s*on\n\n| a | b |\n| - | -: |\n| ~~1~~ | 2 |\n\nhttps://example.org x<sup>2</sup>\n\n- [x] done")
      ])
      #expect(text.contains("<h1 id=\"lesson\">Les<em>s</em>on</h1>") && !text.contains("A &lt;title&gt;</h1>"))
      #expect(text.contains("<del>1</del>") && text.contains("<td align=\"right\">2</td>"))
      #expect(text.contains("<a href=\"https://example.org\">https://example.org</a> x<sup>2</sup>"))
      #expect(text.contains("<title>Lesson</title>"))
    }

    @Test("Pages that are made at the same time are the pages that are made one by one")
    func pagesDoNotMeet() async throws {
      let cells = [Cell(kind: .markdown, source: String(repeating: "| a |\n| - |\n| ~~1~~ |\n\n", count: 50))]
      let alone = try page(cells)
      #expect(alone.contains("<del>1</del>"))
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<64 { group.addTask { try page(cells) } }
        for try await text in group { #expect(text == alone) }
      }
    }

    @Test func coloursOfTerminalsAreSpans() throws {
      let stream =
        "\u{1B}[1;31mred\u{1B}[0m plain \u{1B}[38;5;208mmixed\u{1B}[39m \u{1B}]8;;http://x\u{07}li\u{1B}[ q\u{1B}[?25h\u{1B}[3?hnk\u{1B}[2K\u{1B}["
      let text = try page([Cell(kind: .code, source: "x", outputs: [.stream(name: "stderr", text: stream)])])
      #expect(
        text.contains(
          "<span class=\"bold ink-1\">red</span> plain <span style=\"color:rgb(255,135,0)\">mixed</span> link</pre>"))
      for odd in [
        "\u{1B}", "\u{1B}[38;5m", "\u{1B}[38;2;1;2m", "\u{1B}[999999999999999999999m", "\u{1B}[;;m", "\u{1B}]",
      ] {
        #expect(
          try page([Cell(kind: .code, source: "x", outputs: [.stream(name: "a", text: odd)])]).contains("</html>"))
      }
    }

    @Test func figuresStandInThePage() throws {
      let bundle = MIMEBundle(["image/png": .text("iVBO\nRw==\n"), "text/plain": .text("A \"figure\"\nof 2")])
      let cell = Cell(kind: .code, source: "x", outputs: [.display(bundle, metadata: ["image/png": ["width": 300]])])
      #expect(
        try page([cell]).contains(
          "<img src=\"data:image/png;base64,iVBORw==\" alt=\"A &quot;figure&quot;\" width=\"300\">"))
    }

    @Test func figuresDrawnTwiceFollowTheReader() throws {
      func drawing(_ name: String, paper: String, words: String = "<path/>") -> String {
        "<?xml version=\"1.0\"?>\n<svg aria-labelledby=\"\(name)-description\"><desc id=\"\(name)-description\">d</desc>"
          + "<rect style=\"fill:\(paper);stroke:rgb(1%,2%,3%)\"/>\(words)</svg>"
      }
      let light = drawing("f1", paper: "rgb(100%,100%,100%)")
      let notebook = Notebook(cells: [
        Cell(kind: .code, source: "", outputs: [.display(MIMEBundle(["image/svg+xml": .text(light)]))])
      ])
      func page(_ dark: String?) throws -> String {
        var forms = DarkForms()
        if let dark { forms.add(drawing: light, dark: dark) }
        return try notebook.htmlReport(facts: facts, dark: forms)
      }
      let themed = try page(drawing("f2", paper: "rgb(9%,9%,9%)"))
      #expect(
        themed.contains(
          "<figure class=\"drawing\" tabindex=\"0\"><svg aria-labelledby=\"f1-description\">"
            + "<desc id=\"f1-description\">d"))
      #expect(themed.contains("style=\"fill:var(--f0);stroke:rgb(1%,2%,3%)\""))
      #expect(themed.contains(":root { --f0: rgb(100%,100%,100%); }\n"))
      #expect(
        themed.contains("@media screen and (prefers-color-scheme: dark) { :root { --f0: rgb(9%,9%,9%); } }"))
      // One that is no other drawing of the same figure stands in its place, and where there is none the light one.
      for other in [drawing("f2", paper: "red"), drawing("f2", paper: "rgb(9%,9%,9%)", words: "<g/>")] {
        #expect(
          try page(other).contains(
            "<figure tabindex=\"0\"><picture><source media=\"screen and (prefers-color-scheme: dark)\" "
              + "srcset=\"data:image/svg+xml;base64,\(Data(other.utf8).base64EncodedString())\">"
              + "<img src=\"data:image/svg+xml;base64,\(Data(light.utf8).base64EncodedString())\""))
      }
      for other in [nil, ""] {
        #expect(try page(other).contains("<figure tabindex=\"0\"><img src=\"data:image/svg+xml;base64,"))
      }
    }

    @Test("What moves, and a drawing too large for a page, are pixels, by day and by night")
    func picturesFollowTheReader() throws {
      let huge = "<svg>" + String(repeating: " ", count: 1_000_001) + "</svg>"
      #expect(DarkForms.needPicture(insteadOf: huge) && !DarkForms.needPicture(insteadOf: "<svg/>"))
      let notebook = Notebook(cells: [
        Cell(
          kind: .code, source: "",
          outputs: [.display(MIMEBundle(["image/png": .bytes([1, 2]), "image/svg+xml": .text(huge)]))])
      ])
      var forms = DarkForms()
      forms.add(picture: [1, 2], dark: [3, 4])
      let page = try notebook.htmlReport(facts: facts, dark: forms)
      #expect(
        page.contains(
          "<picture><source media=\"screen and (prefers-color-scheme: dark)\" srcset=\"data:image/png;base64,AwQ=\">"
            + "<img src=\"data:image/png;base64,AQI=\""), "\(page.suffix(2000))")
    }

    @Test func codeIsHighlightedWhateverThePieces() throws {
      let notebook = Notebook(cells: [Cell(kind: .code, source: "train m <b>")])
      let text = try notebook.htmlReport(
        facts: facts,
        highlight: { code in
          let middle = code.index(code.startIndex, offsetBy: 5)
          return [
            (middle..<code.endIndex, .name), (code.startIndex..<middle, .command),
            (code.startIndex..<code.endIndex, .text),
          ]
        })
      #expect(text.contains("<span class=\"command\">train</span><span class=\"name\"> m &lt;b&gt;</span></code>"))
    }

    @Test func theSameNotebookIsTheSameBytes() throws {
      var random = RandomNotebooks(seed: 8)
      for _ in 0..<300 {
        let notebook = random.notebook(withOutputs: true)
        #expect(try notebook.htmlReport(facts: facts) == notebook.htmlReport(facts: facts))
        let once = notebook.markdownReport(facts: facts, picturesFolder: "p")
        #expect(once.text == notebook.markdownReport(facts: facts, picturesFolder: "p").text)
      }
    }
  }
#else
  @Suite struct WithoutHTMLReportsTests {
    @Test func whatBringsThemIsSaid() {
      let error = #expect(throws: NotebookError.self) { try Notebook(cells: []).htmlReport(facts: facts) }
      #expect(
        error?.description
          == "this build has no HTML reports; `make build` or `swift build --traits HTMLReports` brings them")
    }
  }
#endif
