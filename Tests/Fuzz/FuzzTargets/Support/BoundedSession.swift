import ScriptLanguage
import ScriptRuntime
import Training

/// Sessions with little memory and time, which write nowhere but in a folder of their own.
enum BoundedSession {
  /// What a model and its training may take.
  static let memory = 32 << 20

  /// The settings of such a session.
  static func settings(folder: String) -> Session.Settings {
    Session.Settings(
      workspace: Workspace(scriptFolder: folder, outputFolder: folder, isConfined: true), threads: 1,
      memoryLimit: memory, parameters: [("x", "1"), ("name", "a,b")], clock: { 0 })
  }

  /// Whether a script keeps to itself: it reads and fetches nothing, and has no number that asks for many images or large
  /// figures, nor sketches without a number.
  static func isModest(_ text: String) -> Bool {
    if text.contains("/") || text.contains("download") || text.contains("\\u") { return false }
    if text.ranges(of: "sketches").contains(where: { !text[$0.upperBound...].hasPrefix(" count=") }) { return false }
    var digits = 0
    for byte in text.utf8 {
      digits = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? digits + 1 : 0
      // Powers, and numbers with an exponent, become large with few digits.
      if digits > 3 || byte == UInt8(ascii: "^") { return false }
    }
    return true
  }
}
