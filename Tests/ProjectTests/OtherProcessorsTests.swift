import Foundation
import Testing

/// The kernels hold nothing but vectors, what clang makes of them for any processor, and plain Swift, so they type-check
/// for arm64 too.
///
/// The only library for arm64 that a toolchain for x86 brings is the embedded one, which has all that the kernels use;
/// TensorMath, which needs the C library, cannot be checked so.
@Suite struct OtherProcessorsTests {
  static let triple = "aarch64-none-none-elf"
  static let hasLibrary = libraryIsThere()

  @Test(
    .enabled(if: hasLibrary, "This toolchain has no embedded standard library for arm64."), arguments: ["", "AVX512"])
  func theKernelsTypeCheckForArm64(symbol: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "darkroom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let flags = [
      "-parse-as-library", "-swift-version", "6", "-package-name", "darkroom", "-wmo",
      "-enable-experimental-feature", "Embedded", "-target", Self.triple, "-I", folder.path,
      "-I", ImportArrowsTests.root.appending(path: "Sources/CLanes/include").path,
    ]
    let module = folder.appending(path: "KernelArguments.swiftmodule").path
    let arguments = ["-emit-module", "-module-name", "KernelArguments", "-emit-module-path", module]
    let (made, message) = try Self.compiler(flags + arguments + Self.files(of: "KernelArguments"))
    #expect(made == 0, "\(message)")
    let (status, text) = try Self.compiler(
      flags + ["-typecheck"] + (symbol.isEmpty ? [] : ["-D", symbol]) + Self.files(of: "VectorRoutines"))
    #expect(status == 0 && text.isEmpty, "\(text)")
  }

  @Test(.enabled(if: hasLibrary, "This toolchain has no embedded standard library for arm64."))
  func whatIsNoPlainSwiftDoesNotTypeCheck() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "darkroom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "Intrinsics.swift")
    try "import _Builtin_intrinsics.intel.immintrin\n".write(to: file, atomically: true, encoding: .utf8)
    let (status, _) = try Self.compiler([
      "-typecheck", "-parse-as-library", "-wmo", "-enable-experimental-feature", "Embedded", "-target", Self.triple,
      file.path,
    ])
    #expect(status != 0)
  }

  private static func files(of module: String) throws -> [String] {
    try SwiftFiles.under(ImportArrowsTests.root.appending(path: "Sources/\(module)")).map(\.path).sorted()
  }

  /// Whether the toolchain has a standard library for arm64.
  private static func libraryIsThere() -> Bool {
    guard let (status, text) = try? compiler(["-print-target-info"]), status == 0,
      let information = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
      let paths = information["paths"] as? [String: Any], let resources = paths["runtimeResourcePath"] as? String
    else { return false }
    return FileManager.default.fileExists(atPath: "\(resources)/embedded/Swift.swiftmodule/\(triple).swiftmodule")
  }

  /// Runs the compiler, and gives its exit status and what it says.
  private static func compiler(_ arguments: [String]) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["swiftc"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
