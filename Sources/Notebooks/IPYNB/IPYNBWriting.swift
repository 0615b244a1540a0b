import Basics
import ScriptLanguage

extension Notebook {
  /// The notebook as an `.ipynb` file of format 4.5, as Jupyter's own library writes it.
  ///
  /// A cell without an id gets one that follows from what it holds.
  public var ipynb: String { ipynbValue.json(.indented(1)) + "\n" }

  private var ipynbValue: JSONValue {
    let identifiers = CellIdentifiers.all(for: cells)
    var metadata = self.metadata
    metadata["kernelspec"] = ["name": "darkroom", "display_name": "Darkroom", "language": "darkroom"]
    metadata["language_info"] = Self.languageInformation
    return [
      "cells": .list(zip(cells, identifiers).map { $0.ipynbValue(id: $1) }), "metadata": .object(metadata),
      "nbformat": 4, "nbformat_minor": 5,
    ]
  }

  /// What Jupyter's front ends are told of the language.
  fileprivate static let languageInformation: JSONValue = [
    "name": "darkroom", "version": "0.1.0", "file_extension": ".darkroom", "mimetype": "text/x-darkroom",
    // As the kernel says, so that it finds nothing to change: languages with the same comments, texts, numbers and words.
    "pygments_lexer": "julia", "codemirror_mode": ["name": "darkroom", "mime": "text/x-julia"],
  ]
}

extension Cell {
  fileprivate func ipynbValue(id: String) -> JSONValue {
    var value: JSONValue = [
      "cell_type": .text(kind.rawValue), "id": .text(id), "metadata": ipynbMetadata, "source": .lines(of: source),
    ]
    if kind == .code {
      value["execution_count"] = executionCount.map { .integer($0) } ?? .null
      value["outputs"] = .list(outputs.map(\.ipynbValue))
    } else if !attachments.isEmpty {
      value["attachments"] = .object(attachments.mapValues(\.ipynbValue))
    }
    return value
  }

  private var ipynbMetadata: JSONValue {
    var members = Dictionary(metadata.map { ($0.key, $0.json) }) { _, last in last }
    if !title.isEmpty { members["title"] = .text(title) }
    let tags = CellHeaderLine.normal(tags: self.tags)
    if !tags.isEmpty { members["tags"] = .list(tags.map { .text($0) }) }
    return .object(members)
  }
}

extension CellOutput {
  fileprivate var ipynbValue: JSONValue {
    switch self {
    case .stream(let name, let text):
      ["output_type": "stream", "name": .text(name), "text": .lines(of: text)]
    case .display(let bundle, let metadata):
      ["output_type": "display_data", "data": bundle.ipynbValue, "metadata": .object(metadata)]
    case .result(let bundle, let metadata, let count):
      [
        "output_type": "execute_result", "data": bundle.ipynbValue, "metadata": .object(metadata),
        "execution_count": count.map { .integer($0) } ?? .null,
      ]
    case .error(let name, let value, let traceback):
      [
        "output_type": "error", "ename": .text(name), "evalue": .text(value),
        "traceback": .list(traceback.map { .text($0) }),
      ]
    }
  }
}

extension MIMEBundle {
  fileprivate var ipynbValue: JSONValue {
    let splitTypes: Set = ["application/javascript", "image/svg+xml"]
    return .object(
      Dictionary(
        uniqueKeysWithValues: forms.map { type, content in
          guard type.hasPrefix("text/") || splitTypes.contains(type), let text = content.text else {
            return (type, content.json)
          }
          return (type, .lines(of: text))
        }))
  }
}

extension JSONValue {
  /// A text as the list of its lines, each with its end, cut wherever Python's `splitlines` cuts.
  fileprivate static func lines(of text: String) -> JSONValue {
    var lines: [JSONValue] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var index = start
    while index < scalars.endIndex {
      let scalar = scalars[index]
      scalars.formIndex(after: &index)
      guard isLineEnd(scalar) else { continue }
      if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { scalars.formIndex(after: &index) }
      lines.append(.text(String(scalars[start..<index])))
      start = index
    }
    if start < scalars.endIndex { lines.append(.text(String(scalars[start...]))) }
    return .list(lines)
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
