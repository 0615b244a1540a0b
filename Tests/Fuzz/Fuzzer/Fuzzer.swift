import Basics
import CLibFuzzer
import FuzzTargets
import Glibc

/// Fuzzes the target that FUZZ_TARGET names, with libFuzzer's own arguments.
///
/// It is named by a variable since libFuzzer starts itself anew with arguments that it makes.
@main enum Fuzzer {
  private static let target: any FuzzTarget.Type = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    if let target = FuzzTargetTable.target(named: name) { return target }
    let names = FuzzTargetTable.targets.map { $0.name }.joined(separator: " ")
    try? Descriptor.write("FUZZ_TARGET is to be one of: \(names)\n".utf8, to: 2)
    exit(2)
  }()

  static func main() {
    var words = CommandLine.arguments.map { strdup($0) }
    if let dictionary { words.append(strdup("-dict=" + dictionary)) }
    var count = CInt(words.count)
    words.append(nil)
    let storage = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: words.count)
    storage.initialize(from: words, count: words.count)
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = storage
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
        Fuzzer.target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      })
  }

  /// A file of the words that mean something to the target, a line each; nil for none.
  private static var dictionary: String? {
    let lines = target.words.map { word in
      let bytes = word.utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      return "\"\(bytes.joined())\"\n"
    }
    let path = ScratchFolder.file("words")
    return lines.isEmpty || (try? AtomicFile.write(lines.joined().utf8, to: path)) == nil ? nil : path
  }
}
