import Analysis
import Basics
import Options
import ScriptLanguage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A function of numbers, as in `(sqrt(2))`.
struct NumberFunction: Sendable {
  /// Its name.
  let name: String
  /// One line that says what it gives.
  let summary: String
  /// How many numbers it takes at least and at most; nil for any number of them, in lists too.
  let arity: ClosedRange<Int>?
  /// What it gives of so many numbers; nil where it gives none.
  let apply: @Sendable ([Double]) -> Double?

  init(
    _ name: String, _ summary: String, _ arity: ClosedRange<Int>? = 1...1,
    _ apply: @escaping @Sendable ([Double]) -> Double?
  ) {
    self.name = name
    self.summary = summary
    self.arity = arity
    self.apply = apply
  }

  /// How it is written.
  var usage: String {
    arity.map { $0.upperBound == 1 ? "(\(name)(x))" : "(\(name)(x, digits))" } ?? "(\(name)(a, b, …))"
  }
}

/// The functions that expressions may use.
enum FunctionTable {
  static let rows = [
    NumberFunction("sqrt", "the square root") { $0[0] >= 0 ? $0[0].squareRoot() : nil },
    NumberFunction("exp", "e to the power of a number") { exp($0[0]) },
    NumberFunction("log10", "the logarithm to the base 10") { $0[0] > 0 ? log10($0[0]) : nil },
    NumberFunction("log", "the natural logarithm") { $0[0] > 0 ? log($0[0]) : nil },
    NumberFunction("abs", "a number without its sign") { abs($0[0]) },
    NumberFunction("floor", "the largest whole number that is not above") { $0[0].rounded(.down) },
    NumberFunction("round", "the nearest whole number, or with so many digits behind the point", 1...2) { numbers in
      guard numbers.count == 2 else { return numbers[0].rounded() }
      guard let digits = Int(exactly: numbers[1]), (0...15).contains(digits) else { return nil }
      return Double(String(format(numbers[0], digits: digits))) ?? numbers[0]
    },
    NumberFunction("min", "the smallest of some numbers", nil) { $0.min() },
    NumberFunction("max", "the largest of some numbers", nil) { $0.max() },
    NumberFunction("mean", "the mean of some numbers", nil) { Summary.mean($0) },
  ]

  /// The function of a name, or nil.
  static func row(_ name: String) -> NumberFunction? { rows.first { $0.name == name } }

  private static func format(_ number: Double, digits: Int) -> String {
    number.magnitude < 1e15 ? fixed(number, decimals: digits) : "\(number)"
  }
}

extension Evaluator {
  /// What a function gives of its arguments; a foreseen number where one of them is only foreseen.
  func value(of function: NumberFunction, _ name: Name, _ arguments: [TermArgument], at range: SourceRange)
    throws(Diagnostic) -> Value
  {
    var numbers: [Double] = []
    var isKnown = true
    for argument in arguments {
      if let label = argument.label {
        throw Diagnostic(at: label.range, "`\(name.text)` takes numbers alone, without names")
      }
      let value = try value(of: argument.value)
      guard try numbers.append(contentsOf: value, of: function, at: argument.value.range) else {
        isKnown = false
        continue
      }
    }
    if let arity = function.arity, !arity.contains(arguments.count) {
      throw Diagnostic(
        at: range,
        "`\(name.text)` takes \(arity.upperBound == 1 ? "one number" : "one number, or two"), and these are "
          + countText(arguments.count), expected: "`\(function.usage)`")
    }
    guard isKnown else { return .foreseen(.number) }
    guard !numbers.isEmpty else { throw Diagnostic(at: range, "`\(name.text)` has no number to take") }
    guard let result = function.apply(numbers) else {
      throw Diagnostic(at: range, "`\(name.text)` gives no number of \(allOf(numbers.map(numberText)))")
    }
    return .number(result)
  }
}

extension [Double] {
  /// Appends the numbers of a value; false where only the run knows them. Throws where it is, or holds, anything else.
  fileprivate mutating func append(
    contentsOf value: Value, of function: NumberFunction, at range: SourceRange
  ) throws(Diagnostic) -> Bool {
    var isKnown = true
    let values: [Value] =
      switch value {
      case .list, .range: value.expanded
      case .family(let family): family.members.values.flatMap(\.expanded)
      default: [value]
      }
    if function.arity != nil, values.count != 1 || value.type != .number && value.type != .anything {
      throw Diagnostic(at: range, "`\(function.name)` takes a number, and this is \(value.type.described)")
    }
    for value in values {
      switch value {
      case .number(let number): append(number)
      case .foreseen(let foreseen) where [.number, .anything, .list, .range, .family].contains(foreseen.type):
        isKnown = false
      default: throw Diagnostic(at: range, "`\(function.name)` takes numbers, and this is \(value.type.described)")
      }
    }
    if case .family(let family) = value, family.isOpen { isKnown = false }
    return isKnown
  }
}
