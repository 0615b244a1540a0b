internal import Options

/// A line that describes no layer.
public struct LayerScriptError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, and what is wrong with it.
  public let description: String
}

extension LayerTable {
  /// The layer that a line such as `conv2d 16 kernel=3x5 padding=1` describes, as ``LayerKind/script`` writes it.
  public static func layer(_ line: String) throws -> any LayerKind {
    let words = line.split(separator: " ").map(String.init)
    guard let name = words.first, let row = row(name) else {
      throw LayerScriptError(
        description: "found the layer \"\(line)\", expected one of \(names.joined(separator: ", "))")
    }
    return try row.make(row.declaration.values(ofWords: Array(words.dropFirst())))
  }

  /// The layers that lines describe; those between one that opens a block and its `end` are inside.
  public static func layers(_ lines: [String]) throws -> [any LayerKind] {
    var open: [(layer: (any LayerKind)?, body: [any LayerKind])] = [(nil, [])]
    for line in lines {
      if line == "end" {
        guard let ended = open.popLast(), let layer = ended.layer else {
          throw LayerScriptError(description: "found an \"end\" too many, expected a layer")
        }
        open[open.count - 1].body.append(layer.around(ended.body))
        continue
      }
      let layer = try layer(line)
      guard open.count <= deepest else {
        throw LayerScriptError(description: "found blocks more than \(deepest) deep, expected fewer")
      }
      if layer.declaration.opensBlock {
        open.append((layer, []))
      } else {
        open[open.count - 1].body.append(layer)
      }
    }
    guard open.count == 1 else {
      throw LayerScriptError(description: "found no \"end\" of \"\(open[1].layer?.script ?? "")\", expected one")
    }
    return open[0].body
  }

  /// How deep blocks may nest, so that going through them ends.
  public static let deepest = 16

  /// The lines that describe layers, those inside others between their line and an `end`.
  public static func lines(_ layers: [any LayerKind]) -> [String] {
    layers.flatMap { layer in
      layer.declaration.opensBlock ? [layer.script] + lines(layer.body) + ["end"] : [layer.script]
    }
  }
}
