import Foundation
import Testing

/// The kernels are built for more than one processor, so none of their code may stand in for another module's.
@Suite struct KernelCodeTests {
  /// Generic functions of the standard library that the compiler emits as functions of their own, under a name that
  /// all modules share. The linker keeps one copy: were it the AVX-512 build's, lesser processors would stop there.
  static let shared = [
    ".clamped(", ".clamp(", "pointwiseMin(", "pointwiseMax(", ".wrappedSum(", ".sum()", ".max()", ".min()",
  ]

  @Test func noKernelCallsAFunctionThatModulesShare() throws {
    try Self.forEachLine(of: "VectorRoutines") { line, place in
      for name in Self.shared where line.contains(name) {
        Issue.record("\(place) calls \(name), of which the linker keeps one copy")
      }
    }
  }

  /// A function of the arguments' module would be compiled into each build that calls it, under one name; and a vector has
  /// a calling convention for each processor level.
  @Test func argumentsAreStoredNumbersAlone() throws {
    try Self.forEachLine(of: "KernelArguments") { line, place in
      for word in ["func ", "SIMD", "@inlinable", "static ", "{ get", "mutating "] where line.contains(word) {
        Issue.record("\(place) has more than stored numbers: \(word)")
      }
    }
  }

  private static func forEachLine(of module: String, _ body: (_ line: Substring, _ place: String) -> Void) throws {
    for file in try SwiftFiles.under(ImportArrowsTests.root.appending(path: "Sources/\(module)")) {
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() { body(line, "\(file.lastPathComponent):\(number + 1)") }
    }
  }
}
