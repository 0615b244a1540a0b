internal import Basics
import Distributed

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where a script reads and writes files.
///
/// Everything that is read is looked for beside the script, then under the output folder; everything that is written
/// goes under the output folder unless its path is absolute or leads out of it with `..`; a confined workspace refuses
/// what lies outside. A path that begins with `~/` is absolute: it begins in the home folder.
public struct Workspace: Sendable {
  /// The folder that the script lies in.
  public let scriptFolder: String
  /// The folder that relative paths are written under.
  public let outputFolder: String

  /// Whether nothing is written outside the output folder.
  public let isConfined: Bool
  /// The folder that `~` stands for at the beginning of a path; nil where there is none, and `~` is a name like others.
  public let homeFolder: String?

  /// The processes that run the same script, of which the leader alone writes; nil for this one alone.
  var processes: (any ProcessGroup)?

  /// A workspace of two folders.
  public init(scriptFolder: String, outputFolder: String, isConfined: Bool = false, homeFolder: String? = nil) {
    self.scriptFolder = scriptFolder
    self.outputFolder = outputFolder
    self.isConfined = isConfined
    self.homeFolder = homeFolder
  }

  /// The file that a path names: beside the script, or else under the output folder; nil where there is none.
  func existing(_ path: String) -> String? {
    candidates(path).first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The places where a file that is read is looked for, in order.
  func candidates(_ path: String) -> [String] {
    let path = expanded(path)
    if path.isAbsolutePath { return [path] }
    let places = [Self.join(scriptFolder, path), Self.join(outputFolder, path)]
    return places[0] == places[1] ? [places[0]] : places
  }

  /// The place that a file is written to.
  func destination(_ path: String) -> String {
    let path = expanded(path)
    return path.isAbsolutePath ? path : Self.join(outputFolder, path)
  }

  /// A path with the home folder in the place of a `~` that it begins with.
  private func expanded(_ path: String) -> String {
    guard let homeFolder, path == "~" || path.hasPrefix("~/") else { return path }
    return path == "~" ? homeFolder : homeFolder.appendingPath(String(path.dropFirst(2)))
  }

  /// Writes a file whole or not at all, and makes the folders it lies in; gives the place where it lies.
  func write(_ path: String, with body: (String) throws -> Void) throws -> String {
    let place = destination(path)
    try lead {
      _ = try prepare(path)
      try body(place)
    }
    return place
  }

  /// Has the leader write something, where there are several processes.
  func lead(_ body: () throws -> Void) throws {
    if let processes { try processes.lead(body) } else { try body() }
  }

  /// Makes the folders that a file will lie in; gives its place.
  func prepare(_ path: String) throws -> String {
    let place = destination(path)
    if isConfined, !isInside(path) { throw WorkspaceError.outside(path, folder: outputFolder) }
    let folder = place.enclosingFolder
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw WorkspaceError.cannotMakeFolder(folder, reason: Self.reason(error))
    }
    return place
  }

  /// What would keep a file from being written, as far as that can be told before; nil for nothing.
  func obstacle(to path: String) -> WorkspaceError? {
    let place = destination(path)
    if isConfined, !isInside(path) { return .outside(path, folder: outputFolder) }
    let files = FileManager.default
    func isFolder(_ path: String) -> Bool {
      var isFolder = false
      return files.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }
    if isFolder(place) { return .cannotWrite(place, reason: "it is a folder") }
    // The first folder above it that is there.
    var folder = place
    repeat {
      folder = folder.enclosingFolder
    } while !files.fileExists(atPath: folder) && folder != "." && folder != "/"
    guard files.fileExists(atPath: folder) else { return nil }
    guard isFolder(folder) else { return .cannotMakeFolder(folder, reason: "a file of that name is in the way") }
    return files.isWritableFile(atPath: folder) ? nil : .cannotWrite(place, reason: "permission denied")
  }

  /// Whether a path leads to a place under the output folder, links that are there followed.
  private func isInside(_ path: String) -> Bool {
    guard !expanded(path).isAbsolutePath, !path.split(separator: "/").contains("..") else { return false }
    func real(_ path: String) -> String {
      let path = path.isAbsolutePath ? path : FileManager.default.currentDirectoryPath.appendingPath(path)
      return URL(filePath: path).resolvingSymlinksInPath().path
    }
    let root = real(outputFolder)
    // What is not there yet lies where the first folder above it does.
    var place = destination(path)
    if let target = try? Links.target(of: place) { place = target }
    while !FileManager.default.fileExists(atPath: place), place != ".", place != "/", place != outputFolder {
      place = place.enclosingFolder
    }
    let found = real(place)
    return found == root || found.hasPrefix(root.appendingPath("")) || place == outputFolder
  }

  /// Writes bytes to a file, whole or not at all; throws where it is stopped before.
  func write(_ bytes: [UInt8], to path: String, unless stop: StopFlag) throws -> String {
    try write(path) { place in
      do throws(FileError) {
        try AtomicFile.write(bytes, to: place, unless: stop)
      } catch {
        throw WorkspaceError.cannotWrite(place, reason: error.reason)
      }
    }
  }

  private static func join(_ folder: String, _ path: String) -> String {
    folder.isEmpty || folder == "." ? path : folder.appendingPath(path)
  }

  private static func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileWriteNoPermission?: "permission denied"
    case .fileWriteOutOfSpace?: "the disk is full"
    case .fileWriteVolumeReadOnly?: "the file system is read-only"
    case .fileWriteFileExists?: "a file of that name is in the way"
    case .fileNoSuchFile?: "the folder above it does not exist, or takes no folders"
    default: "the system refuses it"
    }
  }
}

/// What can go wrong with files, in words.
public enum WorkspaceError: Error, Hashable, CustomStringConvertible {
  /// A folder could not be made.
  case cannotMakeFolder(String, reason: String)
  /// A file could not be written.
  case cannotWrite(String, reason: String)
  /// A file could not be read.
  case cannotRead(String, reason: String)
  /// A path leads out of the folder that everything is to be written under.
  case outside(String, folder: String)

  /// The error in words.
  public var description: String {
    switch self {
    case .cannotMakeFolder(let folder, let reason): "cannot make the folder “\(folder)”: \(reason)"
    case .cannotWrite(let path, let reason): "cannot write “\(path)”: \(reason)"
    case .cannotRead(let path, let reason): "cannot read “\(path)”: \(reason)"
    case .outside(let path, let folder): "“\(path)” leads out of “\(folder)”, and `--confine` keeps everything in it"
    }
  }
}
