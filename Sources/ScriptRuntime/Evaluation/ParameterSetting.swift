import OrderedCollections
import ScriptLanguage

/// What a cell that papermill wrote may do: set params, to values of their types.
enum ParameterSetting {
  /// The value that a param is set to; throws where there is no such param, or where it is of another type.
  /// - Parameter standards: The params by their names, with their defaults.
  static func value(
    _ value: Value, of target: Assignment.Target, standards: OrderedDictionary<String, Value>
  ) throws(Diagnostic) -> Value {
    let name = target.name.text
    guard target.indices.isEmpty, let standard = standards[name] else {
      throw Diagnostic(
        at: target.range, "there is no param `\(target.range.text)` that this cell of parameters could set",
        nearMisses: NearMisses.of(name, among: standards.keys),
        notes: standards.isEmpty
          ? [.init("a line `param \(name) = …` in the cell that is tagged `parameters`, above this one, makes one")]
          : [])
    }
    if value.isForeseen || standard.isForeseen { return value }
    guard let fitting = fitting(value, like: standard) else {
      throw Diagnostic(
        at: target.range,
        "`\(name)` is \(standard.type.described), as in `\(standard.inText)`, and this is \(value.type.described)")
    }
    return fitting
  }

  /// A value as one of the type of another; nil where it is of another type. What Python has no literals for is text there.
  private static func fitting(_ value: Value, like standard: Value) -> Value? {
    switch (value, standard) {
    case (.text(let text), .shape), (.text(let text), .range), (.text(let text), .boolean), (.text(let text), .list):
      return ParameterReader.read(text, like: standard)
    case (.list(let values), .list(let elements)):
      guard let element = elements.first else { return value }
      var fitting: [Value] = []
      for value in values {
        guard let one = Self.fitting(value, like: element) else { return nil }
        fitting.append(one)
      }
      return .list(fitting)
    case (_, .list(let elements)):
      return elements.first.flatMap { fitting(value, like: $0) }.map { .list([$0]) }
    default: return value.type == standard.type ? value : nil
    }
  }
}
