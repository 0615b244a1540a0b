import Foundation
import Testing

/// What the pages of the project point to is there: files, and headings within them.
@Suite struct LinkTests {
  private static let root = ImportArrowsTests.root

  /// Every page of the project, by its path below the root.
  private static let pages = ["", ".dist", "notebooks", "Sources/darkroom/Documentation.docc"].flatMap { folder in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { folder.isEmpty ? $0 : folder + "/" + $0 }
  }

  @Test("No link of a page is dead", arguments: pages)
  func links(path: String) throws {
    let page = try Page(Self.root.appending(path: path))
    for link in page.links {
      if link.contains("://") {
        #expect(URL(string: link)?.host() != nil, "\(path): \(link)")
        continue
      }
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let file = parts[0].isEmpty ? page.file : page.file.deletingLastPathComponent().appending(path: parts[0])
      #expect(FileManager.default.fileExists(atPath: file.path), "\(path): \(link)")
      guard parts.count == 2 else { continue }
      let anchors = try Page(file).anchors
      #expect(anchors.contains(parts[1]), "\(path): \(link) points to no heading")
    }
  }

  @Test("Links and headings of a page are found")
  func page() {
    let page = Page(
      """
      # One, two: `three`
      A [link](a.md), another
      one](<b c.md#four>), ![a picture](d.svg), and `[none](e.md)`.

          [none either](f.md)

      ## One, two: `three`
      <img src="g.png" alt="h">
      """, of: Self.root)
    #expect(page.links == ["a.md", "b c.md#four", "d.svg", "g.png"])
    #expect(page.anchors == ["one-two-three", "one-two-three-1"])
    #expect(Self.pages.count > 12 && Self.pages.contains("README.md"))
  }
}

/// A page of Markdown, as far as links go.
private struct Page {
  let file: URL
  /// Where it points, in the order of the text.
  let links: [String]
  /// What can be pointed to in it.
  let anchors: [String]

  init(_ file: URL) throws { self.init(try String(contentsOf: file, encoding: .utf8), of: file) }

  init(_ text: String, of file: URL) {
    self.file = file
    var anchors: [String] = []
    var counts: [String: Int] = [:]
    var prose: [Substring] = []
    var isFenced = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isFenced.toggle() }
      guard !isFenced, !line.hasPrefix("```"), !line.hasPrefix("    ") else { continue }
      prose.append(line)
      guard let heading = line.wholeMatch(of: /#{1,6} +(.+)/) else { continue }
      let anchor = Self.anchor(String(heading.1))
      let before = counts[anchor, default: 0]
      counts[anchor] = before + 1
      anchors.append(before == 0 ? anchor : "\(anchor)-\(before)")
    }
    let shown = prose.joined(separator: "\n").replacing(/`[^`\n]*`/, with: "")
    links = shown.matches(of: /\]\(<([^>]*)>\)|\]\(([^)\s]+)(?: "[^"]*")?\)|<img [^>]*src="([^"]*)"/).compactMap {
      ($0.1 ?? $0.2 ?? $0.3).map(String.init)
    }
    self.anchors = anchors
  }

  /// A heading as GitHub points to it.
  private static func anchor(_ heading: String) -> String {
    heading.lowercased().filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }.replacing(" ", with: "-")
  }
}
