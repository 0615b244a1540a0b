import ArgumentParser
import Basics
import Notebooks
import ScriptLanguage

/// `darkroom convert A B`: writes a script as a Jupyter notebook, or a notebook as a script.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Turn a script into a Jupyter notebook, or a notebook into a script.",
    discussion: """
      The formats go by the endings: .darkroom is a script, .ipynb a notebook of Jupyter's format 4. Cells, titles, \
      tags, metadata and attachments come through either way; what cells gave when they ran is not part of a script. \
      The second file is written whole or not at all, and replaces what was there.

        darkroom convert lesson.darkroom lesson.ipynb
        darkroom convert lesson.ipynb lesson.darkroom

      In the place of a file, - is standard input, which may be in either format, and standard output, which is then \
      in the other one.

        git show main:lesson.ipynb | darkroom convert - -
      """)

  @Argument(help: ArgumentHelp("The file to read.", valueName: "from"), completion: .notebook) var source: String
  @Argument(help: ArgumentHelp("The file to write.", valueName: "to"), completion: .notebook) var destination: String

  mutating func run() throws {
    do {
      if destination != "-" { _ = try Self.format(destination) }
      if source != "-" { _ = try Self.format(source) }
      let text = try ScriptFile(path: source).source
      let from = try source == "-" ? Self.format(of: text) : Self.format(source)
      let to = try destination == "-" ? from.other : Self.format(destination)
      guard from != to else {
        throw ConversionError(
          "both \(text.name) and \(destination) are \(from.rawValue): there is nothing to convert")
      }
      let notebook =
        switch from {
        case .percent: Notebook(percent: text.text)
        case .ipynb: try Notebook(ipynb: text.bytes, name: text.name)
        }
      let written = try Self.text(of: notebook, as: to, name: text.name)
      if destination == "-" {
        Terminal(descriptor: 1, allowsColor: false).write(written)
      } else {
        try AtomicFile.write(Array(written.utf8), to: destination)
      }
    } catch {
      throw Complaint.leaving("\(error)")
    }
  }

  private static func text(of notebook: Notebook, as format: NotebookFormat, name: String) throws -> String {
    switch format {
    case .percent:
      // JSON can write it as \u0000, and no script can hold it.
      if let place = notebook.cells.firstIndex(where: { $0.source.utf8.contains(0) }) {
        throw NotebookError.malformed(
          file: name, place: "cells[\(place)].source", found: "a text with a zero character", expected: "one without")
      }
      return notebook.percentText
    case .ipynb: return notebook.ipynb
    }
  }

  /// The format of a file, by its ending.
  private static func format(_ path: String) throws -> NotebookFormat {
    if let export = Export(path: path), export.format != .ipynb {
      throw ConversionError(
        "\(path): a report is what `darkroom run SCRIPT --export \(path)` writes; expected .darkroom or .ipynb")
    }
    return try NotebookFormat(path: path)
  }

  /// The format of what has no name: JSON's object begins as no line of a script does.
  private static func format(of text: SourceText) -> NotebookFormat {
    text.text.first { !$0.isWhitespace && $0 != "\u{FEFF}" } == "{" ? .ipynb : .percent
  }
}

extension NotebookFormat {
  /// The format that this one is converted to.
  fileprivate var other: NotebookFormat { self == .percent ? .ipynb : .percent }
}

/// What was asked of `convert` and cannot be.
private struct ConversionError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
