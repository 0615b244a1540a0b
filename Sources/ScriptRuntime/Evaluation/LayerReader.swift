import NeuralNetworks
import Options
import ScriptLanguage
import TensorMath

/// Reads the layers of a `network` block, and follows the shape through them.
enum LayerReader {
  /// The network, and every mistake in it with its place; no network where there is a mistake, or where the checker does
  /// not know a value in it.
  static func read(
    _ lines: [ScriptLanguage.Layer], into input: SampleShape?, evaluator: Evaluator
  ) -> (network: NetworkDescription?, problems: [Diagnostic]) {
    var shape = input
    var network = input.map { NetworkDescription(input: $0) }
    var problems: [Diagnostic] = []
    for line in lines {
      guard let layer = layer(line, evaluator: evaluator, problems: &problems) else {
        (network, shape) = (nil, nil)
        continue
      }
      network?.layers.append(layer)
      guard let input = shape else { continue }
      do {
        shape = try layer.outputShape(for: input)
      } catch {
        problems.append(Diagnostic(at: line.range, "\(error)"))
        (network, shape) = (nil, nil)
      }
    }
    return (network, problems)
  }

  /// One layer; nil where it is wrong or not known yet.
  private static func layer(
    _ line: ScriptLanguage.Layer, evaluator: Evaluator, problems: inout [Diagnostic]
  ) -> (any LayerKind)? {
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
    guard problems.count == before, bound.isKnown else { return nil }
    do {
      return try row.make(bound.options)
    } catch {
      problems.append(Diagnostic(at: line.range, "\(error)"))
      return nil
    }
  }
}
