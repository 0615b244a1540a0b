package import Basics

/// A format of pictures: one file and one row of ``PictureTable``.
package protocol PictureReader: Sendable {
  /// What its files are by their first bytes.
  static var kind: FileKind { get }
  /// What its library takes; nil where the format is always read.
  static var trait: PictureTrait? { get }
  /// What files of it end in, in lower case.
  static var endings: [String] { get }

  /// The size that a file tells at its beginning; nil where it does not.
  static func size(_ beginning: [UInt8]) -> PictureSize?

  /// Decodes a file's bytes; `path` is for messages.
  ///
  /// Throws ``PictureError`` where they are damaged or declare more than ``PictureLimits`` allow, and whatever is thrown
  /// once it is stopped.
  static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture
}

/// The package trait that a format's library stands behind.
package struct PictureTrait: Hashable, Sendable {
  /// The trait's name.
  package let name: String
  /// Debian's package of the library.
  package let package: String
  /// Whether this build has it.
  package let isHere: Bool
}

/// All formats of pictures.
package enum PictureTable {
  /// The formats in the order that messages list them.
  package static let readers: [any PictureReader.Type] = [
    PNGReader.self, JPEGReader.self, WebPReader.self, GIFReader.self, TIFFReader.self, BMPReader.self,
    NetpbmReader.self,
  ]

  /// The format of a kind of files; nil where they are no pictures.
  package static func reader(of kind: FileKind) -> (any PictureReader.Type)? { readers.first { $0.kind == kind } }

  /// The formats in a sentence: "PNG, JPEG, … or PPM".
  package static let names = "PNG, JPEG, WebP, GIF, TIFF, BMP or PPM"

  /// Whether a file's name ends as that of a picture does.
  package static func isNamedAsPicture(_ name: String) -> Bool {
    guard let ending = name.fileEnding?.lowercased() else { return false }
    return readers.contains { $0.endings.contains(ending) }
  }

  /// Decodes a file's bytes, whatever format they are of.
  package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
    try reader(of: bytes, path: path).decode(bytes, path: path, unless: stop)
  }

  /// The format of a file that begins with these bytes; throws where they are no picture, or one that this build cannot
  /// read.
  package static func reader(of beginning: [UInt8], path: String) throws -> any PictureReader.Type {
    guard !beginning.isEmpty else { throw PictureError(path, "is empty") }
    guard let reader = reader(of: FileKind(beginning)) else {
      throw PictureError(path, "is \(FileKind.described(beginning)), and no picture")
    }
    if let trait = reader.trait, !trait.isHere {
      throw PictureError(
        path,
        "is \(reader.kind), which this build does not read; `make build`, or `swift build --traits \(trait.name)` "
          + "with \(trait.package), brings that")
    }
    return reader
  }
}

/// What of pictures this build can read.
public enum PictureFormats {
  /// The names of the formats.
  public static var read: [String] {
    PictureTable.readers.filter { $0.trait?.isHere ?? true }.map { String("\($0.kind)".split(separator: " ")[1]) }
      .map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 }
  }
}

/// Why a picture cannot be read.
package struct PictureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  package let path: String
  /// What is wrong with it, behind its name.
  package let reason: String

  init(_ path: String, _ reason: String) { (self.path, self.reason) = (path, reason) }

  /// A file whose bytes hold no whole picture.
  static func damaged(_ path: String, _ kind: FileKind, _ reason: String) -> PictureError {
    PictureError(path, "is \(kind) that cannot be decoded: \(reason)")
  }

  /// The error in one line, for people.
  package var description: String { "\(path): \(reason)" }
}

/// What a picture may declare.
enum PictureLimits {
  /// The most pixels: a square of 8192.
  static let pixels = 1 << 26
  /// The most bytes of a file.
  static let file = 1 << 29

  /// Throws where a size is none, or larger than allowed, or than a file of so many bytes can hold, each of which makes
  /// at most so many pixels.
  static func check(_ size: PictureSize, path: String, kind: FileKind, byteCount: Int, pixelsOfByte: Int) throws {
    guard size.height > 0, size.width > 0 else {
      throw PictureError.damaged(path, kind, "it declares \(size) pixels")
    }
    guard size.pixelCount <= pixels else {
      throw PictureError(path, "declares \(size) pixels; expected no more than \(pixels) in all")
    }
    guard size.pixelCount / pixelsOfByte <= byteCount else {
      throw PictureError.damaged(path, kind, "\(size) pixels cannot be in \(byteCount) bytes")
    }
  }
}

extension [UInt8] {
  /// A number of up to eight bytes, the highest first; nil beyond the end.
  func big(_ count: Int, at place: Int) -> Int? {
    guard place >= 0, place <= self.count - count else { return nil }
    return self[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
  }

  /// A number of up to four bytes, the lowest first; nil beyond the end.
  func small(_ count: Int, at place: Int) -> Int? {
    guard place >= 0, place <= self.count - count else { return nil }
    return self[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

extension StopFlag {
  /// The flag as libraries in C are given it, to ask it before every piece: valid while the flag is.
  var owner: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  /// Whether to go on, for libraries in C.
  static let goOn: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { owner in
    guard let owner else { return 1 }
    return Unmanaged<StopFlag>.fromOpaque(owner).takeUnretainedValue().isSet ? 0 : 1
  }
}
