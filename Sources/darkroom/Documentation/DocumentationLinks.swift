import Basics
import ScriptRuntime

/// Where the links of the documentation's files lead in its site.
final class DocumentationLinks {
  /// Links that lead nowhere, each with the file that holds it.
  private(set) var dead: [String] = []
  /// Files that are no pages and that pages lead to, by where they lie in the site.
  private(set) var attachments: [String: String] = [:]
  private let root: String
  private let places: [String: String]

  /// The links of a repository whose files become these pages.
  init(_ rows: [DocumentationTable.Row], root: String) {
    self.root = root
    places = Dictionary(uniqueKeysWithValues: rows.map { ($0.source, $0.path) })
  }

  /// Where a link of a file leads, seen from a page of the site.
  func target(_ link: String, in source: String, from page: String) -> String {
    guard !link.contains("://"), !link.hasPrefix("mailto:") else { return link }
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let file = parts[0].isEmpty ? source : Self.path(parts[0], seenFrom: source)
    let anchor = parts.count == 2 ? parts[1] : nil
    let wayUp = String(repeating: "../", count: page.count { $0 == "/" })
    guard let place = places[file] else {
      if let path = attachment(file) { return wayUp + path }
      dead.append("\(source): \(link)")
      return link
    }
    if place == DocumentationSite.commands, let anchor {
      return wayUp
        + (CommandTable.row(named: anchor) == nil
          ? "\(DocumentationSite.others)#\(anchor)" : DocumentationTable.path(ofCommand: anchor))
    }
    return wayUp + place + (anchor.map { "#" + $0 } ?? "")
  }

  /// Where a file lies in the site that is no page; nil where there is none.
  private func attachment(_ file: String) -> String? {
    let path = root.appendingPath(file)
    guard Folders.holdFile(path) else { return nil }
    let place = "files/" + file
    attachments[place] = path
    return place
  }

  /// A path that a file holds, from where the file's own begins.
  static func path(_ path: String, seenFrom source: String) -> String {
    var names = source.split(separator: "/").dropLast().map(String.init)
    for name in path.split(separator: "/") where name != "." {
      if name == ".." { _ = names.popLast() } else { names.append(String(name)) }
    }
    return names.joined(separator: "/")
  }
}
