import Basics
import ScriptLanguage

extension Notebook {
  /// Reads an `.ipynb` file, of notebook format 4 with any minor number.
  ///
  /// - Parameter name: What the file is called in errors.
  /// - Throws: ``NotebookError``, which names the file, the place, what was found and what was expected.
  public init(ipynb bytes: some Sequence<UInt8>, name: String) throws(NotebookError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(json: bytes)
    } catch {
      throw .notJSON(file: name, reason: error.reason)
    }
    self = try IPYNBReader(file: name).notebook(value)
  }
}

/// Reads the values of an `.ipynb` file.
struct IPYNBReader {
  /// The file's name, for errors.
  let file: String

  func notebook(_ value: JSONValue) throws(NotebookError) -> Notebook {
    guard value.object != nil else {
      throw wrong(value, at: "the file", expected: "an object with a list of cells")
    }
    guard let major = value["nbformat"]?.integer else {
      throw wrong(value["nbformat"], at: "nbformat", expected: "the number 4")
    }
    guard major == 4 else {
      let remedy = major < 4 ? "; `jupyter nbconvert --to notebook` makes a notebook of format 4 of it" : ""
      throw .malformed(
        file: file, place: "nbformat", found: "notebook format \(major)", expected: "notebook format 4\(remedy)")
    }
    let metadata = try object(value["metadata"], at: "metadata")
    var notebook = Notebook(cells: [], metadata: metadata.filter { !PercentPreamble.givenKeys.contains($0.key) })
    guard let cells = value["cells"]?.list else {
      throw wrong(value["cells"], at: "cells", expected: "a list of cells")
    }
    notebook.cells.reserveCapacity(cells.count)
    for (index, cell) in cells.enumerated() {
      notebook.cells.append(try self.cell(cell, at: "cells[\(index)]"))
    }
    return notebook
  }

  private func cell(_ value: JSONValue, at place: String) throws(NotebookError) -> Cell {
    guard value.object != nil else { throw wrong(value, at: place, expected: "a cell, which is an object") }
    guard let kind = value["cell_type"]?.text.flatMap(Cell.Kind.init) else {
      throw wrong(value["cell_type"], at: "\(place).cell_type", expected: "“code”, “markdown” or “raw”")
    }
    var cell = Cell(kind: kind, source: try text(value["source"], at: "\(place).source"))
    try read(metadata: value["metadata"], into: &cell, at: "\(place).metadata")
    cell.id = value["id"]?.text.flatMap { CellIdentifiers.isValid($0) ? $0 : nil }
    if kind == .code {
      cell.executionCount = try count(value["execution_count"], at: "\(place).execution_count")
      cell.outputs = try outputs(value["outputs"], at: "\(place).outputs")
    } else {
      for (name, bundle) in try object(value["attachments"], at: "\(place).attachments") {
        cell.attachments[name] = try self.bundle(bundle, at: "\(place).attachments[\(JSONValue.text(name).json())]")
      }
    }
    return cell
  }

  /// Takes the title and the tags out of the metadata, and keeps the rest.
  private func read(metadata value: JSONValue?, into cell: inout Cell, at place: String) throws(NotebookError) {
    var members = try object(value, at: place)
    // It is noted while a notebook is open, and belongs into no file.
    members["trusted"] = nil
    if let title = members["title"]?.text, !title.isEmpty {
      cell.title = title
      members["title"] = nil
    }
    if let list = members["tags"]?.list, case let tags = list.compactMap(\.text), tags.count == list.count {
      cell.tags = CellHeaderLine.normal(tags: tags)
      members["tags"] = nil
    }
    cell.metadata = members.sorted { $0.key < $1.key }.map { Cell.Entry(key: $0.key, value: $0.value.json()) }
  }

  private func outputs(_ value: JSONValue?, at place: String) throws(NotebookError) -> [CellOutput] {
    guard let value else { return [] }
    guard let list = value.list else { throw wrong(value, at: place, expected: "a list of outputs") }
    var outputs: [CellOutput] = []
    for (index, output) in list.enumerated() { outputs.append(try self.output(output, at: "\(place)[\(index)]")) }
    return outputs
  }

  private func output(_ value: JSONValue, at place: String) throws(NotebookError) -> CellOutput {
    guard value.object != nil else { throw wrong(value, at: place, expected: "an output, which is an object") }
    switch value["output_type"]?.text {
    case "stream":
      return .stream(
        name: try word(value["name"], at: "\(place).name"), text: try text(value["text"], at: "\(place).text"))
    case "display_data":
      return .display(
        try bundle(value["data"], at: "\(place).data"),
        metadata: try object(value["metadata"], at: "\(place).metadata"))
    case "execute_result":
      return .result(
        try bundle(value["data"], at: "\(place).data"),
        metadata: try object(value["metadata"], at: "\(place).metadata"),
        count: try count(value["execution_count"], at: "\(place).execution_count"))
    case "error":
      return .error(
        name: try word(value["ename"], at: "\(place).ename"), value: try word(value["evalue"], at: "\(place).evalue"),
        traceback: try words(value["traceback"], at: "\(place).traceback"))
    default:
      throw wrong(
        value["output_type"], at: "\(place).output_type",
        expected: "“stream”, “display_data”, “execute_result” or “error”")
    }
  }
}

// MARK: - Values

extension IPYNBReader {
  private func wrong(_ value: JSONValue?, at place: String, expected: String) -> NotebookError {
    .malformed(file: file, place: place, found: Self.words(for: value), expected: expected)
  }

  /// A value in a few words.
  private static func words(for value: JSONValue?) -> String {
    switch value {
    case nil: "nothing"
    case .null: "null"
    case .boolean(let flag): "\(flag)"
    case .integer(let number): "the number \(number)"
    case .number(let number): "the number \(number)"
    case .text(let text) where text.unicodeScalars.count > 40: "the text “\(text.unicodeScalars.prefix(40))…”"
    case .text(let text): "the text “\(text)”"
    case .list: "a list"
    case .object: "an object"
    }
  }

  /// A text, whole or as a list of its lines.
  private func text(_ value: JSONValue?, at place: String) throws(NotebookError) -> String {
    if let text = value.flatMap(MIMEContent.text) { return text }
    for (index, line) in (value?.list ?? []).enumerated() where line.text == nil {
      throw wrong(line, at: "\(place)[\(index)]", expected: "a text")
    }
    throw wrong(value, at: place, expected: "a text or a list of texts")
  }

  private func word(_ value: JSONValue?, at place: String) throws(NotebookError) -> String {
    guard let text = value?.text else { throw wrong(value, at: place, expected: "a text") }
    return text
  }

  private func words(_ value: JSONValue?, at place: String) throws(NotebookError) -> [String] {
    guard let list = value?.list else { throw wrong(value, at: place, expected: "a list of texts") }
    var words: [String] = []
    for (index, element) in list.enumerated() { words.append(try word(element, at: "\(place)[\(index)]")) }
    return words
  }

  /// An object's members; none where there is no object.
  private func object(_ value: JSONValue?, at place: String) throws(NotebookError) -> [String: JSONValue] {
    guard let value else { return [:] }
    guard let members = value.object else { throw wrong(value, at: place, expected: "an object") }
    return members
  }

  private func count(_ value: JSONValue?, at place: String) throws(NotebookError) -> Int? {
    guard let value, value != .null else { return nil }
    guard let count = value.integer, count >= 0 else {
      throw wrong(value, at: place, expected: "a whole number that is not negative, or null")
    }
    return count
  }

  private func bundle(_ value: JSONValue?, at place: String) throws(NotebookError) -> MIMEBundle {
    guard let bundle = value.flatMap(MIMEBundle.init) else {
      throw wrong(value, at: place, expected: "an object of MIME types")
    }
    return bundle
  }
}
