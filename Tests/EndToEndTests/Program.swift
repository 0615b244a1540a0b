import Foundation

/// The built program, run as a child in a folder of its own.
struct Program {
  /// What a run left behind.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder that the program runs in, which is removed by `clean`.
  let folder: URL

  /// The repository.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "darkroom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func clean() { try? FileManager.default.removeItem(at: folder) }

  /// The program, which lies beside the tests.
  static var path: URL {
    Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent().appending(path: "darkroom") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? root.appending(path: ".build/release/darkroom")
  }

  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  /// Whether the folder holds a file.
  func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: name).path) }

  /// The bytes of a file in the folder.
  func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

  /// Runs the program to its end, with some standard input.
  func run(_ arguments: String..., input: String = "") throws -> Result {
    try run(arguments: arguments, input: input)
  }

  /// Runs the program to its end, with some standard input.
  func run(arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Result {
    let child = try start(arguments, environment: environment)
    child.input.fileHandleForWriting.write(Data(input.utf8))
    try child.input.fileHandleForWriting.close()
    return child.finish()
  }

  /// Runs a line of the shell to its end.
  func shell(_ line: String) throws -> Result {
    try start(["-c", line], of: URL(filePath: "/bin/sh")).finish()
  }

  /// A program that is running.
  struct Child {
    let process: Process
    let input = Pipe(), output = Pipe(), errors = Pipe()

    /// Reads what is left of its output, and waits for its end.
    func finish() -> Result {
      let errorsRead = DispatchGroup()
      nonisolated(unsafe) var errorData = Data()
      let handle = errors.fileHandleForReading
      DispatchQueue.global().async(group: errorsRead) { errorData = handle.readDataToEndOfFile() }
      let outputData = output.fileHandleForReading.readDataToEndOfFile()
      errorsRead.wait()
      process.waitUntilExit()
      return Result(
        status: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
        errors: String(decoding: errorData, as: UTF8.self))
    }
  }

  /// The variables that switch a mutant on, or have those noted that a program comes by; see `Tests/Mutants/schemata.py`.
  static let mutant = ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("DARKROOM_MUTANT") }

  /// Starts the program.
  func start(_ arguments: [String], environment: [String: String] = [:], of path: URL = Program.path) throws -> Child {
    let child = Child(process: Process())
    child.process.executableURL = path
    child.process.arguments = arguments
    child.process.currentDirectoryURL = folder
    child.process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "NO_COLOR": "1"]
      .merging(Self.mutant) { $1 }.merging(environment) { $1 }
    child.process.standardInput = child.input
    child.process.standardOutput = child.output
    child.process.standardError = child.errors
    try child.process.run()
    return child
  }
}

extension Pipe {
  /// What comes through the pipe until some words do, or until nothing comes any more.
  func read(until words: String) -> String {
    var told = Data()
    while !String(decoding: told, as: UTF8.self).contains(words) {
      let more = fileHandleForReading.availableData
      if more.isEmpty { break }
      told += more
    }
    return String(decoding: told, as: UTF8.self)
  }
}
