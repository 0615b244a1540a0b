import NeuralNetworks
import Options
import ScriptLanguage
import TensorMath

/// Reads the layers of a `network` block, and follows the shape through them.
struct LayerReader {
  /// What gives names their values.
  let evaluator: Evaluator
  /// Every mistake in the layers, with its place.
  private(set) var problems: [Diagnostic] = []

  /// Reads with these values.
  init(evaluator: Evaluator) { self.evaluator = evaluator }

  /// The network of a block's lines; nil where there is a mistake, or where the checker does not know a value in it.
  mutating func network(_ lines: [ScriptLanguage.Layer], into input: SampleShape?) -> NetworkDescription? {
    let layers = layers(lines, into: input)
    guard let input, let layers, problems.isEmpty else { return nil }
    return NetworkDescription(input: input, layers: layers)
  }

  /// The layers that lines describe; nil where one of them is wrong or not known. Behind such a one no shape is known.
  private mutating func layers(_ lines: [ScriptLanguage.Layer], into input: SampleShape?) -> [any LayerKind]? {
    var shape = input
    var layers: [any LayerKind]? = []
    for line in lines {
      let before = problems.count
      guard let layer = layer(line, into: shape) else {
        (layers, shape) = (nil, nil)
        continue
      }
      layers?.append(layer)
      guard let input = shape, problems.count == before else { continue }
      do {
        shape = try layer.outputShape(for: input)
      } catch {
        problems.append(Diagnostic(at: line.range, "\(error)"))
        (layers, shape) = (nil, nil)
      }
    }
    return layers
  }

  /// One layer, with those inside it; nil where it is wrong or not known yet.
  private mutating func layer(_ line: ScriptLanguage.Layer, into input: SampleShape?) -> (any LayerKind)? {
    guard let row = LayerTable.row(line.name.text) else {
      let isCommand = CommandTable.row(named: line.name.text) != nil
      problems.append(
        Diagnostic(
          at: line.name.range, "there is no layer `\(line.name.text)`",
          nearMisses: NearMisses.of(line.name.text, among: LayerTable.names),
          notes: isCommand ? [.init("`\(line.name.text)` is a command: is the network's `end` missing?")] : []))
      return nil
    }
    let before = problems.count
    let bound = Binder(evaluator: evaluator).bind(line, to: row.declaration, problems: &problems)
    // What is inside begins with what comes in.
    let body = layers(line.block?.layers ?? [], into: input)
    guard problems.count == before, bound.isKnown, let body else { return nil }
    do {
      return try row.make(bound.options).around(body)
    } catch {
      problems.append(Diagnostic(at: line.range, "\(error)"))
      return nil
    }
  }
}
