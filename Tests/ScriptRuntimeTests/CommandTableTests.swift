import Foundation
import ScriptLanguage
import ScriptRuntime
import Testing

@Suite(.serialized) struct CommandTableTests {
  @Test(arguments: CommandTable.rows.map(\.name)) func exampleRuns(_ name: String) throws {
    let row = try #require(CommandTable.row(named: name))
    let bench = try Bench()
    let text = bench.run(row.example)
    #expect(!text.contains("error"), "\(text)")
  }

  @Test(arguments: Keyword.all.map(\.name)) func exampleOfWordRuns(_ name: String) throws {
    let keyword = try #require(Keyword.named(name))
    #expect(keyword.example.contains(name))
    let text = try Bench().run(keyword.example)
    #expect(!text.contains("error"), "\(text)")
  }

  @Test func referencePageIsCurrent() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = root.appending(path: "Sources/darkroom/Documentation.docc/Commands.md")
    let text = try? String(contentsOf: page, encoding: .utf8)
    let isCurrent = text == CommandReference.markdown
    #expect(
      isCurrent,
      "the page is stale: darkroom help --reference > Sources/darkroom/Documentation.docc/Commands.md")
  }
}
