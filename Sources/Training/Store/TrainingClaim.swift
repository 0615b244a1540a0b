internal import Basics
internal import Dispatch
internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Who trains a training that several processes could begin: whoever holds its claim, a file beside the training's own.
///
/// A claim is good as long as it is renewed, which its holder does by itself. It lapses ``term`` seconds after the last time,
/// by the clock of whatever keeps the folder, and at once where its holder ran on this machine and is gone.
public final class TrainingClaim {
  /// After how many seconds without being renewed a claim lapses.
  public static let term = 120.0
  private static let renewal = DispatchTimeInterval.seconds(20)

  private let path: String
  private let record: String
  private let timer: any DispatchSourceTimer

  /// Takes the claim at a path for this process; nil where another holds it.
  /// - Precondition: No other process looks at the claim meanwhile; the file at `clock` was written just now.
  init?(_ path: String, clock: String) throws {
    if let holder = Holder(path), holder.holds(path, clock: clock) { return nil }
    self.path = path
    record = Holder(process: .current).text
    try AtomicFile.write(Array(record.utf8), to: path, permissions: 0o600)
    let timer = DispatchSource.makeTimerSource(queue: .global())
    self.timer = timer
    timer.schedule(deadline: .now() + Self.renewal, repeating: Self.renewal)
    timer.setEventHandler { [path, record] in
      // Whoever took a lapsed claim over keeps it.
      if Holder(path)?.text == record { utimes(path, nil) }
    }
    timer.activate()
  }

  /// Gives the claim back.
  public func release() {
    timer.cancel()
    if Holder(path)?.text == record { unlink(path) }
  }

  deinit { timer.cancel() }

  /// Removes a claim that nobody holds any more.
  static func removeLapsed(_ path: String, clock: String) {
    if Holder(path)?.holds(path, clock: clock) != true { unlink(path) }
  }

  /// The process that a claim names.
  private struct Holder {
    let process: ProcessIdentity

    init(process: ProcessIdentity) { self.process = process }

    /// The holder that a claim's file names; nil where there is none, or it cannot be read.
    init?(_ path: String) {
      guard let data = FileManager.default.contents(atPath: path), let record = try? JSONValue(json: Array(data)),
        let host = record["host"]?.text, let system = record["system"]?.text, let start = record["start"]?.text,
        let number = record["process"]?.integer
      else { return nil }
      process = ProcessIdentity(host: host, system: system, number: number, start: start)
    }

    var text: String {
      JSONValue.object([
        "host": .text(process.host), "system": .text(process.system), "process": .integer(process.number),
        "start": .text(process.start),
      ]).json() + "\n"
    }

    /// Whether it still holds the claim at a path.
    func holds(_ path: String, clock: String) -> Bool {
      if let isRunning = process.isRunning { return isRunning }
      guard let written = FileFacts(path)?.time, let now = FileFacts(clock)?.time else { return false }
      return now - written < TrainingClaim.term
    }
  }
}
