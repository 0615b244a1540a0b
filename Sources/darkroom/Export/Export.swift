import Basics
import Figures
import Notebooks

/// A file that an executed notebook is written to, in the format of its ending.
struct Export {
  /// The formats, by the endings of files.
  enum Format: String, CaseIterable {
    case ipynb, md, html
  }

  let path: String
  let format: Format

  /// Finds the format by a path's ending; nil where it is none of them.
  init?(path: String) {
    stem = path.fileStem
    guard stem != path.fileName, let format = path.fileEnding.flatMap(Format.init(rawValue:)) else { return nil }
    self.path = path
    self.format = format
    folder = path.folderPrefix
  }

  private let stem: String
  private let folder: String

  /// Writes the notebook, whole or not at all, and makes the folder it lies in; figures of Markdown go into a folder beside it.
  ///
  /// Pictures that prose shows are looked for in the script's folder, and become part of an HTML file. What cannot be
  /// shown as it was meant is told to `remark`.
  func write(
    _ keeper: NotebookKeeper, facts: ReportFacts, options: ReportOptions, scriptFolder: String,
    remark: (String) -> Void
  ) throws {
    try Folders.make(above: path)
    let notebook = keeper.notebook
    switch format {
    case .ipynb:
      var executed = notebook
      executed.metadata["darkroom"] = facts.json
      try AtomicFile.write(Array(executed.ipynb.utf8), to: path)
    case .html:
      let text = try notebook.htmlReport(
        facts: facts, options: options, highlight: CodeHighlighting.pieces,
        file: { path in
          try? FileContents.bytes(of: path.isAbsolutePath ? path : scriptFolder.appendingPath(path))
        }, dark: keeper.dark, remark: remark)
      try AtomicFile.write(Array(text.utf8), to: path)
    case .md:
      let (text, pictures) = notebook.markdownReport(facts: facts, options: options, picturesFolder: stem + "_files")
      for picture in pictures {
        try Folders.make(above: folder + picture.path)
        try AtomicFile.write(picture.bytes, to: folder + picture.path)
      }
      try AtomicFile.write(Array(text.utf8), to: path)
    }
  }
}

extension ReportFacts {
  /// The facts as an `.ipynb` file keeps them.
  fileprivate var json: JSONValue {
    var members: JSONValue = [
      "script": .text(script), "version": .text(version), "seed": seed.map { .integer(Int(clamping: $0)) } ?? .null,
      "parameters": .object(Dictionary(parameters.map { ($0.name, .text($0.value)) }) { _, last in last }),
    ]
    if let ending { members["ending"] = .text(ending.rawValue) }
    if !authors.isEmpty { members["authors"] = .list(authors.map(JSONValue.text)) }
    if let date { members["date"] = .text(date) }
    return members
  }
}
