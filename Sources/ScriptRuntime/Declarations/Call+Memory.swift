import Basics
import Options
import ScriptLanguage
import TensorMath

extension Call {
  /// Throws where what a command makes would not fit into memory: so many numbers of four bytes, the product of `counts`,
  /// one of which may not be known yet.
  func checkRoom(
    for counts: [Int?], bytes: Int = 4, at option: some OptionDeclaring, _ what: String, expected: String
  ) throws {
    let known = counts.compactMap(\.self)
    guard known.count == counts.count else { return }
    try checkMemory(
      known.reduce(bytes) { $0.timesSaturating($1) }, at: option, what, expected: expected)
  }

  /// Throws where so many bytes are not there.
  func checkMemory(_ needed: Int, at option: some OptionDeclaring, _ what: String, expected: String) throws {
    guard let available = settings.memoryLimit, needed > available else { return }
    throw error(
      at: option, "\(what) would take \(MemoryText.needed(needed)), and \(byteText(available)) are there",
      expected: expected)
  }
}
