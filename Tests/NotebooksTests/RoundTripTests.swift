import Basics
import Notebooks
import Testing

/// What a notebook says, as it must come through every format: metadata by value, its order aside.
private struct Said: Hashable {
  struct Part: Hashable {
    var kind: Cell.Kind
    var title: [UInt8]
    var tags: [[UInt8]]
    var source: [UInt8]
    var metadata: [String: JSONValue]
    var attachments: [String: MIMEBundle]
  }
  var parts: [Part]
  var metadata: [String: JSONValue]

  init(_ notebook: Notebook) {
    metadata = notebook.metadata
    parts = notebook.cells.map { cell in
      Part(
        kind: cell.kind, title: Array(cell.title.utf8), tags: cell.tags.map { Array($0.utf8) },
        source: Array(cell.source.utf8),
        metadata: Dictionary(
          uniqueKeysWithValues: cell.metadata.map { ($0.key, (try? JSONValue(json: $0.value.utf8)) ?? "no JSON") }),
        attachments: cell.attachments)
    }
  }
}

@Suite struct RoundTripTests {
  @Test func anyNotebookComesThroughAPercentFile() {
    var random = RandomNotebooks(seed: 1)
    for _ in 0..<3000 {
      let notebook = random.notebook(withOutputs: false)
      let text = notebook.percentText
      let back = Notebook(percent: text)
      #expect(Said(back) == Said(notebook), "\(text.debugDescription)\n\(notebook)")
      #expect(Array(back.percentText.utf8) == Array(text.utf8))
      guard Said(back) == Said(notebook) else { return }
    }
  }

  @Test func anyNotebookComesThroughAnIPYNBFile() throws {
    var random = RandomNotebooks(seed: 2)
    for _ in 0..<2000 {
      let notebook = random.notebook(withOutputs: true)
      let text = notebook.ipynb
      let back = try Notebook(ipynb: text.utf8, name: "random")
      #expect(Said(back) == Said(notebook), "\(text)")
      #expect(back.cells.map(\.outputs) == notebook.cells.map(\.outputs), "\(text)")
      #expect(back.cells.map(\.executionCount) == notebook.cells.map(\.executionCount))
      #expect(back.ipynb == text, "ids are kept, and everything is written alike")
      let ids = back.cells.compactMap(\.id)
      #expect(Set(ids).count == notebook.cells.count)
    }
  }

  @Test func ipynbToPercentAndBack() throws {
    var random = RandomNotebooks(seed: 3)
    for _ in 0..<2000 {
      let first = try Notebook(ipynb: random.notebook(withOutputs: false).ipynb.utf8, name: "random")
      let second = try Notebook(ipynb: Notebook(percent: first.percentText).ipynb.utf8, name: "again")
      #expect(Said(first) == Said(second), "\(first.percentText)")
    }
  }

  @Test func percentToIPYNBAndBack() throws {
    var random = RandomNotebooks(seed: 4)
    for _ in 0..<3000 {
      let first = Notebook(percent: "\(random.text(8))\n\(random.text(6))\n# %% \(random.text(8))\n\(random.text(9))")
      let second = try Notebook(ipynb: first.ipynb.utf8, name: "random")
      let third = Notebook(percent: second.percentText)
      #expect(
        Said(first) == Said(third), "\(first.percentText.debugDescription)\n\(second.percentText.debugDescription)")
    }
  }

  @Test func aChangedNotebookIsReadBackAsItWasChanged() {
    var random = RandomNotebooks(seed: 5)
    for _ in 0..<3000 {
      var notebook = Notebook(percent: "\(random.text(6))\n# %% \(random.text(4))\n\(random.text(6))")
      let change = random.notebook(withOutputs: false)
      switch Int.random(in: 0..<5, using: &random.generator) {
      case 0: notebook.metadata = change.metadata
      case 1: notebook.cells.insert(contentsOf: change.cells, at: 0)
      case 2: notebook.cells.reverse()
      case 3:
        if let cell = notebook.cells.indices.randomElement(using: &random.generator) {
          notebook.cells[cell].source = random.text(5)
        }
      default:
        if let cell = notebook.cells.indices.randomElement(using: &random.generator) {
          notebook.cells[cell].title = random.text(5)
        }
      }
      for index in notebook.cells.indices where !notebook.cells[index].title.isEmpty {
        notebook.cells[index].metadata.removeAll { $0.key == "title" }
      }
      let text = notebook.percentText
      #expect(Said(Notebook(percent: text)) == Said(notebook), "\(text.debugDescription)")
    }
  }

  @Test func whatHasNoNaturalPlaceIsReadable() {
    let notebook = Notebook(
      cells: [
        Cell(kind: .code, title: "a [b] key=1", tags: ["two words"], source: "# %% no cell\nx = 1\n\n"),
        Cell(kind: .markdown, title: "[raw]", source: "%% no cell\n#\\ %%"),
        Cell(kind: .raw, source: "a\r\nb\r\n"),
        Cell(
          kind: .code, metadata: [.init(key: "two words", value: "1"), .init(key: "wide", value: "true")], source: ""),
        Cell(kind: .markdown, source: "", attachments: ["a.png": MIMEBundle(["image/png": .bytes([1, 2, 3])])]),
      ], metadata: ["authors": [["name": "Ada"]], "title": "Lesson"])
    #expect(
      notebook.percentText == #"""
        # notebook: {"authors":[{"name":"Ada"}]}
        # notebook: {"title":"Lesson"}

        # %% title="a [b] key=1" tags=["two words"] trailing="\n\n"
        #\ %% no cell
        x = 1

        # %% [markdown] title="[raw]"
        #\ %% no cell
        # #\ %%

        # %% [raw] newlines="\r\n"
        # a
        # b
        #

        # %% wide=true metadata={"two words":1}

        # %% [markdown] attachments={"a.png":{"image/png":"AQID"}}

        """#)
  }
}
