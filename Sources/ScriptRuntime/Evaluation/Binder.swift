import Basics
import ScriptLanguage

/// Puts the arguments and options of a command or layer into the places that are declared for them.
struct Binder {
  /// What gives names their values.
  let evaluator: Evaluator

  /// The values and places of what was given, by the name of the argument or option.
  struct Bound {
    var values: [String: [Value]] = [:]
    var ranges: [String: SourceRange] = [:]
  }

  /// Binds a command; every mistake is appended to `problems`. What has a default and was not given has its default.
  func bind(_ command: Command, to row: CommandRow, problems: inout [Diagnostic]) -> Call {
    var call = Call(row: row, command: command, evaluator: evaluator)
    let arguments = bindArguments(of: command, to: row.arguments, beside: row.options, problems: &problems)
    call.values = arguments.values
    call.ranges = arguments.ranges
    let declared = row.optionsFor?(call) ?? row.options
    let options = bindOptions(of: command, to: declared, problems: &problems)
    call.values.merge(options.values) { first, _ in first }
    call.ranges.merge(options.ranges) { first, _ in first }
    for parameter in row.arguments + declared where call.values[parameter.name] == nil {
      if let text = parameter.defaultText, let value = DefaultValue.read(text, as: parameter.kind) {
        call.values[parameter.name] = [value]
      }
    }
    return call
  }

  /// Binds what stands behind the name, in order; `options` are what might have been meant by a word too many.
  func bindArguments(
    of invocation: some Invocation, to declared: [CommandParameter], beside options: [CommandParameter] = [],
    problems: inout [Diagnostic]
  ) -> Bound {
    var bound = Bound()
    let name = invocation.name.text
    var remaining = declared[...]
    for argument in invocation.arguments {
      guard let parameter = remaining.first else {
        let count = declared.count
        let takes = count == 0 ? "no arguments" : countText(count, "argument") + " alone"
        problems.append(
          Diagnostic(
            at: argument.range, "`\(name)` takes \(takes), and this is one more",
            expected: declared.isEmpty
              ? nil : "`" + ([name] + declared.map { $0.name.uppercased() }).joined(separator: " ") + "`",
            nearMisses: NearMisses.of(argument.range.text + "=", among: options.map { $0.name + "=" })
              + options.filter { $0.name == argument.range.text }.map { $0.name + "=" }))
        break
      }
      if !parameter.isRepeated { remaining = remaining.dropFirst() }
      let range = bound.ranges[parameter.name].map { $0.through(argument.range) } ?? argument.range
      bound.ranges[parameter.name] = range
      do throws(Diagnostic) {
        let value = try evaluator.read(argument, as: parameter.kind, for: "`\(name)`")
        bound.values[parameter.name, default: []].append(value)
      } catch {
        problems.append(error)
        bound.values[parameter.name, default: []].append(.foreseen(.anything))
      }
    }
    if let missing = declared.first(where: { $0.isRequired && bound.values[$0.name] == nil }) {
      problems.append(
        Diagnostic(
          at: invocation.name.range, "`\(name)` lacks its \(missing.name): \(missing.summary)",
          expected: missing.kind.described))
    }
    return bound
  }

  /// Binds the options, in any order.
  func bindOptions(
    of invocation: some Invocation, to declared: [CommandParameter], problems: inout [Diagnostic]
  ) -> Bound {
    var bound = Bound()
    let name = invocation.name.text
    for option in invocation.options {
      guard let parameter = declared.first(where: { $0.name == option.name.text }) else {
        let known = declared.first { $0.otherName == option.name.text }?.name
        let near = known.map { [$0] } ?? NearMisses.of(option.name.text, among: declared.map(\.name))
        let all = declared.map { "`\($0.name)`" }
        problems.append(
          Diagnostic(
            at: option.name.range, "`\(name)` has no option `\(option.name.text)`",
            expected: declared.isEmpty ? "no options" : near.isEmpty ? oneOf(all) : nil, nearMisses: near))
        continue
      }
      bound.ranges[parameter.name] = option.value.range
      do throws(Diagnostic) {
        bound.values[parameter.name] = [
          try evaluator.read(option.value, as: parameter.kind, for: "`\(parameter.name)`")
        ]
      } catch {
        problems.append(error)
        bound.values[parameter.name] = [.foreseen(.anything)]
      }
    }
    for missing in declared where missing.isRequired && bound.values[missing.name] == nil {
      problems.append(
        Diagnostic(
          at: invocation.name.range, "`\(name)` lacks `\(missing.name)=…`: \(missing.summary)",
          expected: missing.kind.described))
    }
    return bound
  }
}

/// Reads what a default or a `--set` says, by the kind or value it stands for.
enum DefaultValue {
  /// The value of a declared default.
  static func read(_ text: String, as kind: ParameterKind) -> Value? {
    if case .list(let element) = kind {
      let values = text.split(separator: ",").compactMap { read(String($0), as: element) }
      return .list(values)
    }
    if case .either(let first, let second) = kind { return read(text, as: first) ?? read(text, as: second) }
    if case .choice(let choices) = kind { return choices.contains { $0.word == text } ? .text(text) : nil }
    switch kind {
    case .boolean: return text == "yes" ? .boolean(true) : text == "no" ? .boolean(false) : nil
    case .number, .whole: return Double(text).map { .number($0) }
    case .shape: return shape(text).map { .shape($0) }
    default: return .text(text)
    }
  }

  /// The value of `--set name=text`, where `standard` is the parameter's default; nil where the text is not of its type.
  static func read(_ text: String, like standard: Value) -> Value? {
    switch standard {
    case .number: return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
    case .boolean: return read(text, as: .boolean)
    case .shape: return shape(text).map { .shape($0) }
    case .range:
      let ends = text.components(separatedBy: "..").compactMap { Int($0) }
      return ends.count == 2 ? .range(first: ends[0], last: ends[1]) : nil
    case .list(let elements):
      guard let element = elements.first else { return nil }
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let values = parts.compactMap { read(String($0), like: element) }
      return values.count == parts.count ? .list(values) : nil
    default: return .text(text)
    }
  }

  private static func shape(_ text: String) -> [Int]? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    let sides = parts.compactMap { Int($0) }.filter { $0 > 0 }
    return sides.count == parts.count && !sides.isEmpty ? sides : nil
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
