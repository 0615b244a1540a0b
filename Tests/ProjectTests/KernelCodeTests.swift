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
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/VectorRoutines")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).map { folder.appending(path: $0) }
      .filter { $0.pathExtension == "swift" }
    #expect(!files.isEmpty)
    for file in files {
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() {
        for name in Self.shared where line.contains(name) {
          Issue.record("\(file.lastPathComponent):\(number + 1) calls \(name), of which the linker keeps one copy")
        }
      }
    }
  }
}
