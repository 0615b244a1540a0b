internal import Basics
internal import Datasets
internal import FoundationEssentials
internal import NeuralNetworks

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A folder that keeps trainings by their keys, so that none is done twice; several processes may use it at once.
public struct TrainingStore: Sendable {
  /// The folder, which is made when something is first kept in it.
  public let folder: String
  /// The bytes that it may hold; beyond them the oldest trainings are dropped.
  public let limit: Int

  /// The bytes that a store holds at most unless something else is asked for.
  public static let standardLimit = 4_000_000_000

  private static let ending = "safetensors"
  private static let endingOfClaims = "claim"

  /// The store in a folder.
  public init(folder: String, limit: Int = standardLimit) {
    self.folder = folder
    self.limit = limit
  }

  private func path(_ key: TrainingKey) -> String { folder.appendingPath("\(key).\(Self.ending)") }
  private var lockPath: String { folder.appendingPath("lock") }

  /// What is kept of a training; nil where there is nothing.
  ///
  /// Throws where it cannot be read.
  public func checkpoint(_ key: TrainingKey, memory: Int? = nil) throws -> Checkpoint? {
    let path = path(key)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try Checkpoint(contentsOf: path, memory: memory)
  }

  /// Writes what `write` writes under a training's key, unless what is there has come further.
  func keep(_ notes: CheckpointNotes, _ write: (_ path: String) throws -> Void) throws {
    try makeFolder()
    try locked {
      let path = path(notes.key)
      if let there = StoredTraining(path), there.isAhead(of: notes) { return }
      try write(path)
      try dropOldest(but: path)
    }
  }

  /// Claims a training for this process, so that no other that asks begins it too; nil where another holds the claim.
  ///
  /// Throws where the folder cannot be written to.
  public func claim(_ key: TrainingKey) throws -> TrainingClaim? {
    try makeFolder()
    return try locked {
      utimes(lockPath, nil)
      return try TrainingClaim(folder.appendingPath("\(key).\(Self.endingOfClaims)"), clock: lockPath)
    }
  }

  private func makeFolder() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw FileError(.write, folder, reason: "the folder cannot be made")
    }
  }

  /// Everything that is kept, the newest first.
  public var trainings: [StoredTraining] {
    paths.compactMap { StoredTraining($0) }.sorted { ($0.time, $0.path) > ($1.time, $1.path) }
  }

  /// The files that trainings are kept in: those that have a key for a name. Whatever else lies in the folder is not the
  /// store's, and stays.
  private var paths: [String] { paths(ending: Self.ending) }

  private func paths(ending: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.fileEnding == ending && ContentDigest($0.fileStem) != nil }
      .map { folder.appendingPath($0) }
  }

  /// Drops everything that was written before a time, in seconds since 1970, and gives what was dropped; claims that have
  /// lapsed go with it.
  public func clear(before time: Double) throws -> [StoredTraining] {
    let old = trainings.filter { $0.time < time }
    let claims = paths(ending: Self.endingOfClaims)
    guard !old.isEmpty || !claims.isEmpty else { return [] }
    return try locked {
      utimes(lockPath, nil)
      for claim in claims { TrainingClaim.removeLapsed(claim, clock: lockPath) }
      return try old.filter { try Self.drop($0.path) }
    }
  }

  private func dropOldest(but path: String) throws {
    Leftovers.remove(in: folder)
    let files = paths.compactMap { path in FileFacts(path).map { (path, $0) } }
    var size = 0
    for (file, facts) in files.sorted(by: { $0.1.time > $1.1.time }) {
      size = size.plusSaturating(facts.size)
      if size > limit, file != path { _ = try Self.drop(file) }
    }
  }

  /// Removes a file; false where another process did.
  private static func drop(_ path: String) throws -> Bool {
    do {
      try FileManager.default.removeItem(atPath: path)
      return true
    } catch {
      guard FileManager.default.fileExists(atPath: path) else { return false }
      throw FileError(.write, path, reason: "it cannot be removed")
    }
  }

  /// Does something while no other process writes in the store.
  private func locked<Result>(_ body: () throws -> Result) throws -> Result {
    try FileLock.holding(lockPath, body)
  }

}

/// What a store tells of a training that it keeps, without reading its numbers.
public struct StoredTraining: Sendable {
  /// The file.
  public let path: String
  /// When it was written, in seconds since 1970.
  public let time: Double
  /// How large it is.
  public let bytes: Int
  /// The script that asked for it; nil for what people typed, and for a file that cannot be read.
  public let script: String?
  /// Steps that were made.
  public let steps: Int
  /// Epochs that were completed.
  public let epochs: Int
  /// Whether it is over.
  public let isFinished: Bool
  /// Whether the file says what it holds; another is of no use, and dropped like the others.
  public let isReadable: Bool

  /// What there is to tell of a file; nil where there is none.
  init?(_ path: String) {
    guard let facts = FileFacts(path) else { return nil }
    self.path = path
    (time, bytes) = (facts.time, facts.size)
    let notes = try? CheckpointNotes(metadata: Safetensors.metadata(of: path), file: path)
    script = notes?.script
    (steps, epochs, isFinished) = (notes?.steps ?? 0, notes?.epochs ?? 0, notes?.isFinished ?? false)
    isReadable = notes != nil
  }

  /// Whether it has come further than a training that is to take its place.
  func isAhead(of other: CheckpointNotes) -> Bool {
    if isFinished != other.isFinished { return isFinished }
    return steps > other.steps
  }
}
