import Basics
import Benchmarks
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Measures how long the program takes to start, by starting it.
enum StartMeasurement {
  /// A script that trains on a few sketches and draws its loss curve.
  private static let script = """
    data = load sketches count=64
    model = autoencoder latent=8 width=4
    log = train model on=data epochs=1 batch=16
    plot log save=first.png

    """

  /// The times to the first prompt, on a terminal made for it, and to the first figure.
  static func measure(_ sampling: Sampling) throws -> StartTimes {
    let folder = FileManager.default.temporaryDirectory.appending(path: "darkroom-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "first.darkroom").path
    try Data(script.utf8).write(to: URL(filePath: path))
    let samples = try sampling.collect([
      { try secondsToPrompt(sampling) },
      { try sampling.time { try drawFigure(path, into: folder.path) } },
    ])
    return StartTimes(prompt: samples[0], figure: samples[1])
  }

  /// Starts the program on a terminal, and ends it once its prompt is there.
  private static func secondsToPrompt(_ sampling: Sampling) throws -> Double {
    var (screen, terminal): (Int32, Int32) = (-1, -1)
    guard openpty(&screen, &terminal, nil, nil, nil) == 0 else {
      throw ChildProgram.Failure(description: "cannot open a terminal: \(SystemError.last.reason)")
    }
    defer { close(screen) }
    var child: ChildProgram?
    let seconds: Double
    let isThere: Bool
    do {
      defer { close(terminal) }
      for descriptor in [screen, terminal] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      var seen = false
      seconds = try sampling.time {
        child = try ChildProgram(
          ChildProgram.itself, words: ["darkroom"], descriptors: [terminal, terminal, terminal])
        seen = waitForPrompt(on: screen)
      }
      isThere = seen
    }
    child.take()?.kill()
    guard isThere else { throw ChildProgram.Failure(description: "it was started, and showed no prompt") }
    return seconds
  }

  /// Reads what the child writes until its prompt is there, in colours or not; false where it does not come within ten
  /// seconds.
  private static func waitForPrompt(on screen: Int32) -> Bool {
    var text: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: text, as: UTF8.self).contains("In [1]:") {
      var waiting = pollfd(fd: screen, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 10_000) > 0 else { return false }
      let count = read(screen, &bytes, bytes.count)
      guard count > 0 else { return false }
      text += bytes[..<count]
    }
    return true
  }

  /// Runs the script to its end; its training is kept as any other's, and taken from nowhere.
  private static func drawFigure(_ script: String, into folder: String) throws {
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard nothing >= 0 else { throw ChildProgram.Failure(description: "cannot open /dev/null") }
    defer { close(nothing) }
    let status = try ChildProgram(
      ChildProgram.itself,
      words: [
        "darkroom", "run", script, "--output", folder, "--store", folder.appendingPath("store"), "--fresh", "--quiet",
      ],
      descriptors: [nothing, nothing, nothing]
    ).finish()
    guard status == 0 else {
      throw ChildProgram.Failure(description: "it was started, and left with \(status)")
    }
  }
}
