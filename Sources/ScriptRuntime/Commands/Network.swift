import NeuralNetworks
import ScriptLanguage
import TensorMath

extension CommandRow {
  static let network = CommandRow(
    name: "network", summary: "describes a network, a layer a line up to `end`",
    discussion: """
      Layers and their options have PyTorch's names: \(LayerTable.names.map { "`\($0)`" }.joined(separator: ", ")); \
      `help conv2d` says more about one. What comes into a layer is not written: it follows from the layer before, and \
      is checked before anything runs.
      """,
    options: [CommandParameter("in", .shape, required: true, "the shape of what goes in")],
    example: """
      encoder = network in=3x32x32
          conv2d 16 kernel=3 padding=1 stride=2
          relu
          flatten
          linear 20
          relu
      end
      """,
    opensBlock: true, result: .network,
    check: { call, foresight in
      var problems: [Diagnostic] = []
      let network = try NetworkBlock.read(call, problems: &problems)
      for problem in problems { foresight.report(problem) }
      return network.map { .network($0) } ?? .foreseen(.network)
    },
    run: { call, _ in
      var problems: [Diagnostic] = []
      let network = try NetworkBlock.read(call, problems: &problems)
      if let first = problems.first { throw first }
      return network.map { .network($0) } ?? .none
    })
}

/// Reads the layers of a `network` block, and follows the shape through them.
enum NetworkBlock {
  /// The network, or nil where the checker does not know a value in it, or a layer is wrong; every mistake is appended
  /// to `problems`, with its place.
  static func read(_ call: Call, problems: inout [Diagnostic]) throws(Diagnostic) -> NetworkDescription? {
    var shape: SampleShape?
    var network: NetworkDescription?
    if case .shape(let sides)? = call["in"] {
      let input = try sampleShape(sides, call)
      shape = input
      network = NetworkDescription(input: input)
    }
    for line in call.command.block?.layers ?? [] {
      guard let layer = layer(line, evaluator: call.evaluator, problems: &problems) else {
        network = nil
        shape = nil
        continue
      }
      network?.layers.append(layer)
      guard let input = shape else { continue }
      do {
        shape = try layer.outputShape(for: input)
      } catch {
        problems.append(Diagnostic(at: line.range, "\(error)"))
        network = nil
        shape = nil
      }
    }
    return network
  }

  /// A shape as networks know it: one side, or three.
  static func sampleShape(_ sides: [Int], _ call: Call, option: String = "in") throws(Diagnostic) -> SampleShape {
    switch sides.count {
    case 1: return .vector(sides[0])
    case 3: return .image(channels: sides[0], height: sides[1], width: sides[2])
    default:
      throw call.error(
        at: option, "a network takes a vector or an image",
        expected: "one number, as in `200`, or channels, height and width, as in `3x32x32`")
    }
  }

  /// One layer; nil where it is wrong or not known yet.
  private static func layer(_ line: ScriptLanguage.Layer, evaluator: Evaluator, problems: inout [Diagnostic]) -> (
    any LayerKind
  )? {
    guard let row = LayerTable.row(line.name.text) else {
      let isCommand = CommandTable.row(named: line.name.text) != nil
      problems.append(
        Diagnostic(
          at: line.name.range, "there is no layer `\(line.name.text)`",
          nearMisses: NearMisses.of(line.name.text, among: LayerTable.names),
          notes: isCommand ? [.init("`\(line.name.text)` is a command: is the network's `end` missing?")] : []))
      return nil
    }
    let binder = Binder(evaluator: evaluator)
    let before = problems.count
    var bound = binder.bindArguments(
      of: line, to: LayerParameters.of(row, positional: true), problems: &problems)
    let options = binder.bindOptions(of: line, to: LayerParameters.of(row, positional: false), problems: &problems)
    bound.values.merge(options.values) { first, _ in first }
    bound.ranges.merge(options.ranges) { first, _ in first }
    guard problems.count == before else { return nil }
    var values = OptionValues()
    for declaration in row.options {
      guard let value = bound.values[declaration.name]?.first else { continue }
      if value.isForeseen { return nil }
      let range = bound.ranges[declaration.name] ?? line.range
      guard let option = LayerParameters.value(value), let accepted = declaration.accepting(option) else {
        problems.append(
          Diagnostic(
            at: range, "`\(declaration.name)` of `\(row.name)` takes no `\(value.inText)`",
            expected: "\(declaration.type)"))
        return nil
      }
      values[declaration.name] = accepted
    }
    do {
      return try row.init(values)
    } catch {
      problems.append(Diagnostic(at: line.range, "\(error)"))
      return nil
    }
  }
}

/// The options of layers, as the table of layers declares them, in the terms of commands.
enum LayerParameters {
  /// The arguments of a kind of layer, or its options.
  static func of(_ row: any LayerKind.Type, positional: Bool) -> [CommandParameter] {
    row.options.filter { $0.isPositional == positional }.map { option in
      CommandParameter(
        option.name, kind(option.type), default: option.defaultValue?.description, unit: option.unit,
        required: option.defaultValue == nil, lowercased(option.summary))
    }
  }

  /// A value as a layer's option takes it.
  static func value(_ value: Value) -> OptionValue? {
    switch value {
    case .number(let number): Int(exactly: number).map { .integer($0) } ?? .number(number)
    case .boolean(let flag): .flag(flag)
    case .shape(let sides):
      switch sides.count {
      case 1: .integer(sides[0])
      case 2: .pair(height: sides[0], width: sides[1])
      case 3: .shape(.image(channels: sides[0], height: sides[1], width: sides[2]))
      default: nil
      }
    default: nil
    }
  }

  /// A sentence of a table as a clause: without a capital at its beginning and a full stop at its end.
  static func lowercased(_ summary: String) -> String {
    let clause = summary.hasSuffix(".") ? summary.dropLast() : summary[...]
    guard let first = clause.first, clause.dropFirst().first?.isLowercase ?? false else { return String(clause) }
    return first.lowercased() + clause.dropFirst()
  }

  private static func kind(_ type: OptionType) -> ParameterKind {
    switch type {
    case .integer: .number(nil)
    case .number: .number(nil)
    case .extent, .shape: .shape
    case .flag: .boolean
    }
  }
}
