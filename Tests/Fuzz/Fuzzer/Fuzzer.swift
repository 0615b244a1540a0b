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
    _ = target
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
        Fuzzer.target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      })
  }
}
