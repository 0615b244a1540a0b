import Basics
import Notebooks
import ScriptLanguage
import ScriptRuntime

/// The documentation as a site: the repository's pages, its notebooks, and a page for every command with its example run.
struct DocumentationSite {
  /// Where the list of all commands lies.
  static let commands = "commands/index.html"
  /// Where all else lies that a line may hold.
  static let others = "commands/others.html"

  /// Links that lead nowhere.
  struct DeadLinks: Error, CustomStringConvertible {
    let links: [String]
    var description: String { "the documentation has links that lead nowhere:\n  " + links.joined(separator: "\n  ") }
  }

  private let root: String
  private let links: DocumentationLinks
  /// Told which page is being made.
  private let progress: (String) -> Void

  /// Reads the pages of a repository.
  init(root: String, progress: @escaping (String) -> Void) {
    self.root = root
    self.progress = progress
    links = DocumentationLinks(DocumentationTable.rows, root: root)
  }

  /// Writes the site into a folder; throws where a page cannot be read, an example does not run, or a link leads nowhere.
  func write(to folder: String) throws {
    var groups = try DocumentationTable.groups.map { title, rows in
      SiteGroup(title, try rows.filter { $0.making != .elsewhere }.map(page))
    }
    groups.insert(SiteGroup("Commands", try commandPages()), at: 2)
    let files = try Site(name: "Darkroom", groups: groups).files(highlight: CodeHighlighting.pieces)
    if !links.dead.isEmpty { throw DeadLinks(links: links.dead) }
    for file in files { try write(file.bytes, to: folder.appendingPath(file.path)) }
    for (place, path) in links.attachments {
      try write(try FileContents.bytes(of: path), to: folder.appendingPath(place))
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Folders.make(above: path)
    try AtomicFile.write(bytes, to: path)
  }

  private func page(_ row: DocumentationTable.Row) throws -> SitePage {
    progress(row.source)
    let path = root.appendingPath(row.source)
    let text = try FileContents.text(of: path)
    switch row.making {
    case .written, .elsewhere:
      let prose = row.source.hasSuffix(".md") ? text : "# License\n\n" + text
      return page(row, Notebook(cells: [Cell(kind: .markdown, source: prose)]))
    case .notebook: return page(row, Notebook(percent: text))
    case .run:
      let run = try ExampleRun(
        SourceText(name: row.source, bytes: Array(text.utf8)), in: path.enclosingFolder)
      return page(row, run.notebook, dark: run.dark)
    }
  }

  private func page(
    _ row: DocumentationTable.Row, _ notebook: Notebook, dark: DarkForms = DarkForms()
  ) -> SitePage {
    let (root, links) = (root, links)
    return SitePage(
      path: row.path, title: Self.title(of: notebook) ?? row.source.fileStem, notebook: notebook,
      dark: dark, link: { links.target($0, in: row.source, from: row.path) },
      file: { path in
        let place = root.appendingPath(DocumentationLinks.path(path, seenFrom: row.source))
        return try? FileContents.bytes(of: place)
      })
  }

  /// The first heading.
  private static func title(of notebook: Notebook) -> String? {
    notebook.cells.first.flatMap { cell in
      cell.source.split(separator: "\n").first.flatMap { $0.hasPrefix("# ") ? String($0.dropFirst(2)) : nil }
    }
  }

  /// A list of all commands, a page for each, and one for the rest of the language.
  private func commandPages() throws -> [SitePage] {
    let links = links
    func page(_ path: String, _ title: String, _ notebook: Notebook, _ dark: DarkForms = DarkForms()) -> SitePage {
      SitePage(
        path: path, title: title, notebook: notebook, dark: dark,
        link: { links.target($0, in: DocumentationTable.reference, from: path) })
    }
    func prose(_ text: String) -> Notebook { Notebook(cells: [Cell(kind: .markdown, source: text)]) }
    var pages = [page(Self.commands, "All commands", prose(CommandReference.overview))]
    for row in CommandTable.rows {
      progress(row.name)
      let run = try ExampleRun(SourceText(name: row.name, text: row.example), in: root)
      var notebook = run.notebook
      let section = CommandReference.section(row).dropFirst()
      notebook.cells.insert(Cell(kind: .markdown, source: String(section)), at: 0)
      notebook.cells.insert(Cell(kind: .markdown, source: "## Example"), at: 1)
      pages.append(page(DocumentationTable.path(ofCommand: row.name), row.name, notebook, run.dark))
    }
    let rest = "# Words, layers, terms and properties\n\n" + CommandReference.others.joined(separator: "\n\n")
    return pages + [page(Self.others, "Words, layers, terms", prose(rest))]
  }
}
