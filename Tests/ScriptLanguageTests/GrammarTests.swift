import Foundation
import ScriptLanguage
import Testing

/// Holds the parser to the page on grammar: every production has a script that is accepted and one that is rejected.
@Suite struct GrammarTests {
  @Test func everyProductionHasItsExamplesAndTheParserAgrees() throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = repository.appending(path: "Sources/darkroom/Documentation.docc/Grammar.md")
    let productions = productions(in: try String(contentsOf: page, encoding: .utf8))
    #expect(productions.count == 26)
    for production in productions {
      for kind in ["ebnf", "accepted", "rejected"] {
        #expect(production.blocks.contains { $0.kind == kind }, "\(production.name) has no \(kind) block")
      }
      for block in production.blocks {
        switch block.kind {
        case "accepted": #expect(messages(block.text) == "", "\(production.name)")
        case "rejected": #expect(messages(block.text) != "", "\(production.name): \(block.text)")
        default: break
        }
      }
    }
  }

  private struct Production {
    var name: String
    var blocks: [(kind: String, text: String)] = []
  }

  private func productions(in page: String) -> [Production] {
    var productions: [Production] = []
    var open: (kind: String, lines: [Substring])?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if let block = open {
        if line == "```" {
          productions[productions.count - 1].blocks.append((block.kind, block.lines.joined(separator: "\n")))
          open = nil
        } else {
          open?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), [])
      } else if line.hasPrefix("## ") {
        productions.append(Production(name: String(line.dropFirst(3))))
      }
    }
    return productions
  }
}
