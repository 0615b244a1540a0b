import Notebooks
import TestSupport
import Testing

@Suite struct PercentFormatTests {
  @Test func cellsWithTitlesKindsTagsAndMetadata() {
    let notebook = Notebook(
      percent: """
        print 1

        # %% [markdown]
        # # Title
        #
        # Text with # signs

        # %% Parameters [parameters]
        param epochs = 10

        # %% Losses [log scale] tags=["figure", "slow"] width=12 note="a b"
        plot log
        """)
    let expected = [
      Cell(kind: .code, source: "print 1"),
      Cell(kind: .markdown, source: "# Title\n\nText with # signs"),
      Cell(kind: .code, title: "Parameters", tags: ["parameters"], source: "param epochs = 10"),
      Cell(
        kind: .code, title: "Losses [log scale]", tags: ["figure", "slow"],
        metadata: [.init(key: "width", value: "12"), .init(key: "note", value: "\"a b\"")], source: "plot log"),
    ]
    #expect(notebook.cells == expected)
  }

  @Test func aChangedCellIsWrittenAnewAndTheOthersAsTheyWere() {
    var notebook = Notebook(percent: "#%%  A\r\nx = 1\r\n\r\n# %% [md]\r\n#text\r\n")
    notebook.cells[1].source = "other\n\ntext"
    #expect(notebook.percentText == "#%%  A\r\nx = 1\r\n\r\n# %% [md]\r\n# other\n#\n# text\n")
    notebook.cells[0].title = "B"
    #expect(notebook.percentText == "# %% B\nx = 1\r\n\r\n# %% [md]\r\n# other\n#\n# text\n")
  }

  @Test func newCells() {
    let cells = [
      Cell(kind: .markdown, title: "Start", source: "Hello"),
      Cell(kind: .code, tags: ["parameters"], source: "param a = 1"), Cell(kind: .raw, source: ""),
    ]
    let text = Notebook(cells: cells).percentText
    #expect(text == "# %% Start [markdown]\n# Hello\n\n# %% tags=[\"parameters\"]\nparam a = 1\n\n# %% [raw]\n")
    #expect(Notebook(percent: text).cells == cells)
  }

  @Test func everyTextComesBackByteForByte() {
    var generator = SplitMix(state: 7)
    let parts = [
      "# %%", "#%%", "# %% [markdown]", " title", " [parameters]", " tags=[\"a\"]", "\n", "\r\n", "\r", "\n\n",
      "# text",
      "x = 1", "\u{FEFF}", "👩‍🔬", "e\u{301}", "\t", " ", "#", "\"", "{", "[", "# %%%", "k=",
    ]
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<12, using: &generator) { text += parts.randomElement(using: &generator) ?? "" }
      let back = Notebook(percent: text).percentText
      #expect(Array(back.utf8) == Array(text.utf8), "\(text.debugDescription)")
    }
  }
}
