import ArgumentParser
import Basics
import Figures
import Notebooks

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
      """)

  @Argument(help: ArgumentHelp("The file to read.", valueName: "from")) var source: String
  @Argument(help: ArgumentHelp("The file to write.", valueName: "to")) var destination: String

  mutating func run() throws {
    do {
      let formats = (from: try Self.format(source), to: try Self.format(destination))
      guard formats.from != formats.to else {
        throw ConversionError(
          "both \(source) and \(destination) are \(formats.from.rawValue): there is nothing to convert")
      }
      let notebook = try Self.notebook(at: source, format: formats.from)
      // JSON can write it as \u0000, and no script can hold it.
      if formats.to == .percent, let place = notebook.cells.firstIndex(where: { $0.source.utf8.contains(0) }) {
        throw NotebookError.malformed(
          file: source, place: "cells[\(place)].source", found: "a text with a zero character", expected: "one without")
      }
      let text =
        switch formats.to {
        case .percent: notebook.percentText
        case .ipynb: notebook.ipynb
        }
      try AtomicFile.write(Array(text.utf8), to: destination)
    } catch {
      Terminal(descriptor: 2, allowsColor: false).write("darkroom: error: \(error)\n")
      throw ExitStatus.wrongUsage.asError
    }
  }

  private static func format(_ path: String) throws -> NotebookFormat {
    guard path != "-" else {
      throw ConversionError("- has no ending that says what format it is in; name a .darkroom or .ipynb file")
    }
    if let export = Export(path: path), export.format != .ipynb {
      throw ConversionError(
        "\(path): a report is what `darkroom run SCRIPT --export \(path)` writes; expected .darkroom or .ipynb")
    }
    return try NotebookFormat(path: path)
  }

  private static func notebook(at path: String, format: NotebookFormat) throws -> Notebook {
    let text = try ScriptFile(path: path).source
    switch format {
    case .percent: return Notebook(percent: text.text)
    case .ipynb: return try Notebook(ipynb: text.bytes, name: path)
    }
  }
}

/// What was asked of `convert` and cannot be.
private struct ConversionError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
