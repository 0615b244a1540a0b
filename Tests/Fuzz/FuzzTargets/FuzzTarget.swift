/// What reads bytes from outside, as a fuzzer feeds it: one file, one row of ``FuzzTargetTable``, and a folder of small
/// inputs in `Tests/Fuzz/Corpora/`.
public protocol FuzzTarget: Sendable {
  /// What the target is called, and its folder of inputs.
  static var name: String { get }

  /// Gives the bytes to what reads them.
  ///
  /// Whatever they are, this comes back, in little time and memory. An error that says what is wrong with them is
  /// caught; what must hold of bytes that are read without one is a ``require(_:_:)``.
  static func run(_ bytes: [UInt8])

  /// Words that mean something there, which a fuzzer would be long in finding.
  static var words: [String] { get }
}

extension FuzzTarget {
  /// None.
  public static var words: [String] { [] }
}

/// Traps where something does not hold that must hold of any bytes.
func require(_ holds: Bool, _ message: @autoclosure () -> String) {
  if !holds { fatalError(message()) }
}
