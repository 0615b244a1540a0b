import Basics
import Foundation
import Notebooks
import Testing

/// A report's title, authors and date, its contents, and what its cells' tags leave of it.
@Suite struct ReportFrontTests {
  private let facts = ReportFacts(title: "lesson", script: "lesson.darkroom", version: "")

  private func markdown(_ cells: [Cell], options: ReportOptions = ReportOptions()) -> String {
    Notebook(cells: cells).markdownReport(facts: facts, options: options, picturesFolder: "").text
  }

  @Test(arguments: [
    ("# T\n\ntext", "# T\n\n`lesson.darkroom`\n\ntext\n"),
    ("# T #\nAuthor: Ada\nDate: 1 May\n\ntext", "# T\n\n*Ada, 1 May*\n\n`lesson.darkroom`\n\ntext\n"),
    ("T\n===\n\n**Authors:** Ada, Bob\n", "# T\n\n*Ada, Bob*\n\n`lesson.darkroom`\n"),
    (
      "---\ntitle: \"T: U\"\nauthor:\n  - Ada\n  - Bob\ndate: 2026-12-01\n---\ntext",
      "# T: U\n\n*Ada, Bob, 2026-12-01*\n\n`lesson.darkroom`\n\ntext\n"
    ),
    ("---\nauthor: [Ada, \"Bob\"]\n---\n# T", "# T\n\n*Ada, Bob*\n\n`lesson.darkroom`\n"),
    ("text\n\nAuthor: Ada", "# lesson\n\n`lesson.darkroom`\n\ntext\n\nAuthor: Ada\n"),
    ("# T\nThe date: is not one", "# T\n\n`lesson.darkroom`\n\nThe date: is not one\n"),
    ("---\nno end", "# lesson\n\n`lesson.darkroom`\n\n---\nno end\n"),
    ("text\n\n# T", "`lesson.darkroom`\n\ntext\n\n# T\n"),
  ])
  func firstCell(prose: String, report: String) {
    #expect(markdown([Cell(kind: .markdown, source: prose)]) == report)
  }

  @Test func optionsAndMetadataNameAuthors() {
    var notebook = Notebook(cells: [Cell(kind: .markdown, source: "text")])
    notebook.metadata = ["authors": [["name": "Ada"], "Bob"], "title": "T", "date": "May"]
    #expect(
      notebook.markdownReport(facts: facts, picturesFolder: "").text
        == "# T\n\n*Ada, Bob, May*\n\n`lesson.darkroom`\n\ntext\n")
    var named = facts
    named.authors = ["Eve"]
    named.date = "June"
    #expect(notebook.markdownReport(facts: named, picturesFolder: "").text.hasPrefix("# T\n\n*Eve, June*\n\n"))
  }

  @Test func aRunThatCameToNoEndSaysSo() throws {
    var facts = facts
    facts.ending = .interrupted
    let notebook = Notebook(cells: [])
    let sentence = "The run was interrupted; cells after that did not run."
    #expect(notebook.markdownReport(facts: facts, picturesFolder: "").text.contains("> **\(sentence)**"))
    #if HTMLReports
      #expect(try notebook.htmlReport(facts: facts).contains("<p class=\"ending\" role=\"note\">\(sentence)</p>"))
    #endif
  }

  private static let outputs: [CellOutput] = [.stream(name: "stdout", text: "given\n")]

  @Test(arguments: [
    ([], false, "code open, output open"), (["hide-input"], false, "code folded, output open"),
    (["hide_input"], false, "code folded, output open"), (["remove-input"], false, "output open"),
    (["hide-output"], false, "code open, output folded"), (["remove-output"], false, "code open"),
    (["hide-cell"], false, "code folded, output folded"), (["skip"], false, ""), (["remove-cell"], false, ""),
    ([], true, "output open"), (["hide-input"], true, "output open"), (["hide-output"], true, "output folded"),
    (["parameters"], false, "code open, output open"),
  ])
  func tags(_ tags: [String], hidesCode: Bool, shown: String) throws {
    let cells = [Cell(kind: .code, tags: tags, source: "plot log", outputs: Self.outputs)]
    let options = ReportOptions(hidesCode: hidesCode)
    /// What is shown, in words: a fold comes before what it folds.
    func words(_ page: String, code: String, output: String) -> String {
      [("code", code, "<summary>Code"), ("output", output, "<summary>Output")].compactMap { name, text, fold in
        page.contains(text) ? "\(name) \(page.contains(fold) ? "folded" : "open")" : nil
      }.joined(separator: ", ")
    }
    #expect(words(markdown(cells, options: options), code: "plot log", output: "given") == shown)
    #if HTMLReports
      let page = try Notebook(cells: cells).htmlReport(facts: facts, options: options)
      #expect(words(page, code: "plot log", output: "given") == shown)
    #endif
  }

  @Test func proseIsSkippedToo() {
    let cells = [Cell(kind: .markdown, tags: ["skip"], source: "# Slides"), Cell(kind: .markdown, source: "text")]
    #expect(!markdown(cells).contains("Slides"))
  }

  private let chapters = [
    Cell(kind: .markdown, source: "# T\n\n## One\n\n```\n# code\n```\n\n### Deep\n\n## One"),
    Cell(kind: .code, title: "A *cell*", source: "x = 1"),
  ]

  @Test func contentsAreLinks() {
    #expect(
      markdown(chapters, options: ReportOptions(hasContents: true)).contains(
        "\n- [One](#one)\n  - [Deep](#deep)\n- [One](#one-1)\n"))
  }

  #if HTMLReports
    @Test func contentsOfPagesLeadToHeadings() throws {
      let page = try Notebook(cells: chapters).htmlReport(facts: facts, options: ReportOptions(hasContents: true))
      #expect(
        page.contains(
          "<ol><li><a href=\"#one\">One</a><ol><li><a href=\"#deep\">Deep</a></li></ol></li><li><a href=\"#one-1\">One"
            + "</a><ol><li><a href=\"#a-cell\">A *cell*</a></li></ol></li></ol>"), "\(page)")
      for anchor in ["t", "one", "deep", "one-1", "a-cell"] {
        #expect(page.split(separator: " id=\"\(anchor)\"").count == 2, "\(anchor)")
      }
      #expect(page.contains("<title>T</title>"))
      #expect(try !Notebook(cells: chapters).htmlReport(facts: facts).contains("<nav"))
    }

    @Test("A cell's title that says what the heading above it says stands there once, and others under the heading")
    func titlesLikeHeadings() throws {
      let cells = [
        Cell(kind: .markdown, source: "# T\n\n## 1. Images\ntext"), Cell(kind: .code, title: "Images", source: "x = 1"),
        Cell(kind: .code, title: "Images", source: "x = 2"), Cell(kind: .code, title: "More", source: "x = 3"),
        Cell(kind: .markdown, source: "## 2 fast"), Cell(kind: .code, title: "fast", source: "x = 4"),
      ]
      let page = try Notebook(cells: cells).htmlReport(facts: facts, options: ReportOptions(hasContents: true))
      #expect(
        page.contains(
          "<ol><li><a href=\"#1-images\">1. Images</a><ol><li><a href=\"#images\">Images</a></li><li><a href=\"#more\">"
            + "More</a></li></ol></li><li><a href=\"#2-fast\">2 fast</a><ol><li><a href=\"#fast\">fast</a></li></ol></li></ol>"
        ), "\(page)")
      #expect(page.split(separator: "<h3 class=\"title\"").count == 4)
      #expect(markdown(cells).contains("text\n\n```darkroom\nx = 1\n```\n\n**Images**\n"), "\(markdown(cells))")
    }

    @Test("No line ends inside of an option")
    func inlineCode() throws {
      let page = try Notebook(cells: [
        Cell(kind: .markdown, source: "text `run <a> --set x=1` and `plain`\n\n| `-e` |\n| --- |\n| a |")
      ]).htmlReport(facts: facts)
      #expect(page.contains("<code>run &lt;a&gt; <span class=\"whole\">--set</span> x=1</code> and <code>plain</code>"))
      #expect(page.contains("<th><code><span class=\"whole\">-e</span></code></th>"), "\(page)")
    }

    @Test func aTitleFurtherDownIsTheOnlyOne() throws {
      let page = try Notebook(cells: [
        Cell(kind: .code, source: "x = 1"), Cell(kind: .markdown, source: "# Below"),
      ]).htmlReport(facts: facts)
      #expect(page.contains("<title>Below</title>") && !page.contains("<h1>lesson"))
    }

    @Test func colourOfAllWordsStandsOut() throws {
      // On paper, in boxes of code, and in what went wrong; 4.5 to 1 is what WCAG 2.2 asks for, 1.4.3.
      let page = try Notebook(cells: []).htmlReport(facts: facts)
      let dark = try #require(page.firstRange(of: "prefers-color-scheme: dark"))
      for sheet in [page[..<dark.lowerBound], page[dark.lowerBound...]] {
        let field = try #require(Self.colour("field", in: sheet)), paper = try #require(Self.colour("paper", in: sheet))
        for ink in ["ink", "soft", "command", "keyword", "option", "number", "text", "comment", "accent"] {
          let colour = try #require(Self.colour(ink, in: sheet))
          #expect(Self.contrast(colour, field) >= 4.5, "\(ink)")
          #expect(Self.contrast(colour, paper) >= 4.5, "\(ink)")
        }
        let wrong = try #require(Self.colour("wrong", in: sheet))
        #expect(Self.contrast(wrong, try #require(Self.colour("wrong-field", in: sheet))) >= 4.5)
        for number in 1..<16 {
          let colour = try #require(Self.colour("c\(number)", in: sheet))
          #expect(Self.contrast(colour, paper) >= 4.5, "c\(number)")
        }
      }
    }

    private static func colour(_ name: String, in sheet: Substring) -> UInt32? {
      sheet.firstRange(of: "--\(name): #").flatMap { found in
        let digits = sheet[found.upperBound...].prefix { $0.isHexDigit }
        let all = digits.count == 3 ? digits.flatMap { [$0, $0] } : Array(digits)
        return UInt32(String(all), radix: 16)
      }
    }

    /// Source: WCAG 2.2, "relative luminance" and "contrast ratio".
    private static func contrast(_ left: UInt32, _ right: UInt32) -> Double {
      func luminance(_ colour: UInt32) -> Double {
        let parts = [16, 8, 0].map { shift in
          let level = Double(colour >> UInt32(shift) & 0xFF) / 255
          return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
      }
      let (a, b) = (luminance(left), luminance(right))
      return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
  #endif
}
