import Foundation
import Testing

/// What a stop leaves of statements that take long: nothing of them, and all that was there before.
@Suite(.serialized) struct StopTests {
  let program: Program

  init() throws { program = try Program() }

  /// A statement that takes seconds anywhere, and what it needs.
  struct Long: CustomTestStringConvertible, Sendable {
    let name: String
    var before = ""
    let statement: String
    var testDescription: String { name }
  }

  static let all = [
    Long(name: "load", statement: "made = load sketches count=500000"),
    Long(
      name: "print",
      before: """
        a = [0,1,2,3,4,5,6,7,8,9]
        b = [a,a,a,a,a,a,a,a,a,a]
        c = [b,b,b,b,b,b,b,b,b,b]
        d = [c,c,c,c,c,c,c,c,c,c]
        e = [d,d,d,d,d,d,d,d,d,d]
        """, statement: "for made in 1..1000000\n    print e\nend"),
    Long(
      name: "figure", before: "few = load sketches count=10",
      statement: "made = show few size=40x30in dpi=200 save=made.png,made.svg,made.gif,made.pdf"),
    Long(
      name: "reconstruct", before: "many = load sketches count=20000\nmodel = autoencoder latent=20 width=32",
      statement: "made = reconstruct model many"),
    Long(
      name: "save", before: "many = load sketches count=20000\nnumbers = corrupt many gaussian(0.1)",
      statement: "for i in 1..1000\n    save numbers \"made.npy\"\nend"),
  ]

  @Test("A stop under `run` is answered, leaves with 130, and nothing behind it runs", arguments: all)
  func run(_ long: Long) throws {
    defer { program.clean() }
    try program.write("\(long.before)\nprint \"begun\"\n\(long.statement)\nprint \"never\"\n", to: "lesson.darkroom")
    let child = try program.start(["run", "lesson.darkroom"])
    let told = child.output.read(until: "begun\n")
    kill(child.process.processIdentifier, SIGINT)
    let result = child.finish()
    #expect(result.status == 130)
    #expect(!told.contains("never") && !result.output.contains("never"))
    let words = "stopping; what is trained stays; Ctrl-C again leaves at once\n"
    #expect(result.errors.contains(words) && result.errors.hasSuffix("interrupted\n"), "\(result.errors.suffix(300))")
  }

  @Test("The report of a run that is stopped says so")
  func report() throws {
    defer { program.clean() }
    try program.write("print \"begun\"\nmade = load sketches count=500000\n", to: "lesson.darkroom")
    let child = try program.start(["run", "lesson.darkroom", "--export", "lesson.md"])
    _ = child.output.read(until: "begun\n")
    kill(child.process.processIdentifier, SIGINT)
    #expect(child.finish().status == 130)
    #expect(
      String(decoding: try program.bytes("lesson.md"), as: UTF8.self)
        .contains("> **The run was interrupted; cells after that did not run.**"))
  }

  @Test("At the prompt nothing is assigned and no file half written, and the session stays", arguments: all)
  func prompt(_ long: Long) throws {
    defer { program.clean() }
    let child = try program.start([])
    let input = child.input.fileHandleForWriting
    input.write(Data("\(long.before)\nprint \"begun\"\n\(long.statement)\n".utf8))
    _ = child.output.read(until: "begun\n")
    // The output is read on, so that the program never waits for that.
    let output = DispatchGroup()
    nonisolated(unsafe) var written = Data()
    let handle = child.output.fileHandleForReading
    DispatchQueue.global().async(group: output) { written = handle.readDataToEndOfFile() }
    // A press before the statement began changes nothing, so that it is repeated.
    let pressing = DispatchQueue(label: "presses")
    let pressed = DispatchSemaphore(value: 0)
    let process = child.process.processIdentifier
    pressing.async {
      while pressed.wait(timeout: .now() + .milliseconds(50)) == .timedOut { kill(process, SIGINT) }
    }
    let told = child.errors.read(until: "interrupted; the session stays\n")
    pressed.signal()
    pressing.sync {}
    input.write(Data("print \"after\"\nvars\n".utf8))
    try input.close()
    child.process.waitUntilExit()
    output.wait()
    #expect(child.process.terminationStatus == 0)
    #expect(told.contains("stopping; what is trained stays\n"), "\(told)")
    let after = String(decoding: written, as: UTF8.self).components(separatedBy: "after\n").last ?? ""
    let names = after.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    // A loop's variable is assigned before its round, if it comes to one.
    #expect(!names.contains("made") || long.name == "print", "\(after)")
    let before = long.before.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(Set(before).isSubset(of: names), "\(after)")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: program.folder.path + "/output")) ?? []
    #expect(files.allSatisfy { $0.hasPrefix("made.") }, "\(files)")
  }

  /// A training whose batches take seconds, so that it does not stop at once.
  private static let slow = """
    many = load sketches count=4000
    model = autoencoder latent=20 width=64
    print "begun"
    log = train model on=many batch=4000 epochs=100

    """

  @Test("A second Ctrl-C leaves `run`, which the first does not stop at once")
  func secondPress() throws {
    defer { program.clean() }
    try program.write(Self.slow, to: "lesson.darkroom")
    let child = try program.start(["run", "lesson.darkroom"])
    _ = child.output.read(until: "begun\n")
    kill(child.process.processIdentifier, SIGINT)
    _ = child.errors.read(until: "Ctrl-C again leaves at once\n")
    kill(child.process.processIdentifier, SIGINT)
    #expect(child.finish().status == 130)
  }

  @Test("SIGTERM and SIGHUP end the prompt, once a training has stopped or at once", arguments: [SIGTERM, SIGHUP])
  func endings(_ signal: Int32) throws {
    defer { program.clean() }
    let child = try program.start([])
    child.input.fileHandleForWriting.write(
      Data("many = load sketches count=64\nmodel = autoencoder latent=8 width=4\nprint \"begun\"\n".utf8))
    _ = child.output.read(until: "begun\n")
    child.input.fileHandleForWriting.write(Data("log = train model on=many epochs=1000000\n".utf8))
    kill(child.process.processIdentifier, signal)
    #expect(child.finish().status == 128 + signal)
  }
}

extension TerminalTests {
  @Test("No number of presses of Ctrl-C ends the session at the prompt, or takes a variable from it")
  func presses() async throws {
    try await TerminalSession.run(columns: 100, rows: 40) { session in
      try await session.enter("images = load sketches count=4000", next: 2)
      try await session.enter("model = autoencoder latent=20 width=32", next: 3)
      try session.type("log = train model on=images batch=4000 epochs=100")
      try session.press("Enter")
      try await session.wait { shown in
        if !shown.contains("stopping; what is trained stays\n") { try session.press("C-c") }
        return shown.contains("stopping; what is trained stays\n")
      }
      for _ in 0..<10 { try session.press("C-c") }
      try await session.wait { $0.contains("\ninterrupted; the session stays\n") && $0.hasSuffix("In [4]: ‸") }
      try await session.enter("(images.count)", next: 5)
      try await session.wait { $0.hasSuffix("\n4000\nIn [5]: ‸") }
      try session.press("C-d")
      try await session.wait { $0.hasSuffix("\nleft with 0\n‸") }
    }
  }
}
