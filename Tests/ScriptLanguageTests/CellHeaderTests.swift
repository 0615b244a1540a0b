import Basics
import ScriptLanguage
import Testing

@Suite struct CellHeaderTests {
  @Test("A header says title, kind, tags and whatever else, wherever its words stand")
  func words() throws {
    let line = try #require(
      CellHeaderLine(#"#%% Losses [log scale] [slow] tags=["figure", "slow"] width=12 of 3 note="a b" [md]"#))
    #expect(line.title == "Losses [log scale] of 3")
    #expect(line.kind == .markdown)
    #expect(line.tags == ["slow", "figure"])
    #expect(line.entries.map(\.key) == ["width", "note"])
    #expect(line.entries.map(\.json) == [.integer(12), .text("a b")])
    #expect(!line.hasFailedEntries)
  }

  @Test("A word in brackets is a tag where it is made of letters, digits and hyphens, and else part of the title")
  func brackets() throws {
    let line = try #require(CellHeaderLine("# %% Losses [v1.2] [fig-2b] [raw]"))
    #expect(line.title == "Losses [v1.2]")
    #expect(line.tags == ["fig-2b"] && line.kind == .raw)
  }

  @Test("Tags are read in every way that editors write them", arguments: ["[a, b]", "\"a,b\"", "[\"a\",\"b\"]"])
  func tags(written: String) {
    #expect(CellHeaderLine("# %% tags=\(written)")?.tags == ["a", "b"])
  }

  @Test("What begins like an entry and is none is part of the title")
  func failedEntries() throws {
    for title in ["k=[1", "k=tx", "k={a}"] {
      let line = try #require(CellHeaderLine("# %% \(title)"))
      #expect(line.title == title)
      #expect(line.hasFailedEntries)
    }
    let named = try #require(CellHeaderLine("# %% bare title=\"k=[1\""))
    #expect(named.title == "k=[1")
  }

  @Test(
    "Only a mark at the start of a comment opens a cell", arguments: ["", "%%", "# %", "# %%%", "# x %%", "#\\ %%"])
  func noHeader(line: String) {
    #expect(CellHeaderLine(line) == nil)
  }

  @Test("A line of content that looks like a header is told apart, and comes back")
  func escapes() {
    for line in ["# %% not a cell", "#\\ %%", "#%%", "x = 1", "# text"] {
      let escaped = CellMark.escape(line)
      #expect(CellMark.behind(escaped) == nil)
      #expect(CellMark.unescape(escaped) == line)
    }
  }
}
