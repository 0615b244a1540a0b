/// What a file is by its first bytes, whatever its name ends in.
public enum FileKind: Hashable, Sendable, CaseIterable {
  case png, jpeg, gif, bmp, webp, tiff, netpbm, heif
  case svg, pdf, html, xml, json, python
  case gzip, zip, torch, oldTorch, tar, bzip2, xz
  case safetensors, pickle, npy, idx, matlab, hdf5, onnx
  case lfsPointer, text, empty, unknown

  /// Whether no text of a script begins like this.
  package var isNeverScript: Bool {
    switch self {
    case .python, .json, .text, .empty, .unknown, .netpbm, .xml, .idx, .pickle, .onnx: false
    default: true
    }
  }

  /// How many of a file's first bytes tell what it is.
  package static let beginning = 1024

  /// What a file is that begins with these bytes, as many of them as ``beginning`` or all that there are.
  package init(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes.prefix(Self.beginning))
    self = Self.signed(bytes) ?? Self.archived(bytes) ?? Self.written(bytes)
  }

  /// What begins with a signature of its own.
  private static let signatures: [(bytes: [UInt8], kind: FileKind)] = [
    ([0x89, 0x50, 0x4e, 0x47], .png), ([0xff, 0xd8, 0xff], .jpeg), (Array("GIF87a".utf8), .gif),
    (Array("GIF89a".utf8), .gif),
    ([0x49, 0x49, 0x2a, 0], .tiff), ([0x4d, 0x4d, 0, 0x2a], .tiff), (Array("%PDF-".utf8), .pdf),
    ([0x1f, 0x8b], .gzip), ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], .xz),
    ([0x93] + Array("NUMPY".utf8), .npy), (Array("MATLAB 5.0 MAT-file".utf8), .matlab),
    ([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], .hdf5),
    (Array("version https://git-lfs".utf8), .lfsPointer),
  ]

  /// PyTorch's magic number 0x1950a86a20f9469cfc6c, as a pickle has it.
  private static let oldTorchNumber: [UInt8] = [
    0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19,
  ]

  private static func signed(_ bytes: [UInt8]) -> FileKind? {
    guard !bytes.isEmpty else { return .empty }
    // The length of the header, and the header.
    if bytes.count >= 9, bytes[5] == 0, bytes[6] == 0, bytes[7] == 0, bytes[8] == UInt8(ascii: "{") {
      return .safetensors
    }
    if let found = signatures.first(where: { bytes.starts(with: $0.bytes) }) { return found.kind }
    func holds(_ text: String, at place: Int) -> Bool {
      bytes.count >= place + text.utf8.count && bytes[place...].starts(with: text.utf8)
    }
    if holds("RIFF", at: 0), holds("WEBP", at: 8) { return .webp }
    if holds("ftyp", at: 4) { return .heif }
    // A bitmap says how long its header is, a number below 256 in four bytes.
    if holds("BM", at: 0), bytes.count >= 18, bytes[15...17].allSatisfy({ $0 == 0 }), bytes[14] >= 12 { return .bmp }
    if bytes.count >= 3, bytes[0] == UInt8(ascii: "P"), (0x31...0x37).contains(bytes[1]),
      bytes[2] == 0x23 || isSpace(bytes[2])
    {
      return .netpbm
    }
    if holds("ustar\0", at: 257) || holds("ustar  \0", at: 257) { return .tar }
    if holds("BZh", at: 0), bytes.count >= 10, bytes[4...].starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) {
      return .bzip2
    }
    // Two zeros, a type of numbers, and how many sides there are.
    if bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, [8, 9, 0x0b, 0x0c, 0x0d, 0x0e].contains(bytes[2]),
      (1...8).contains(bytes[3])
    {
      return .idx
    }
    // A pickle of the number that those files begin with.
    if bytes.count >= 4, bytes[0] == 0x80, bytes[2...].starts(with: oldTorchNumber) { return .oldTorch }
    if bytes.count >= 2, bytes[0] == 0x80, (1...5).contains(bytes[1]) { return .pickle }
    if bytes.count >= 2, bytes[0] == 8, (3...12).contains(bytes[1]), bytes.contains(0x12) { return .onnx }
    return nil
  }

  /// What is packed as zip: PyTorch's files are too, and begin with their pickle.
  private static func archived(_ bytes: [UInt8]) -> FileKind? {
    guard bytes.starts(with: [0x50, 0x4b]), bytes.count >= 30, [3, 5].contains(bytes[2]) else { return nil }
    let length = Int(bytes[26]) | Int(bytes[27]) << 8
    let name = String(decoding: bytes[30...].prefix(length), as: UTF8.self)
    return name.hasSuffix("/data.pkl") || name == "data.pkl" ? .torch : .zip
  }

  /// What is made of text.
  private static func written(_ bytes: [UInt8]) -> FileKind {
    let marked = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
    guard marked.allSatisfy({ $0 >= 0x20 || isSpace($0) || $0 == 0x1b }) else { return .unknown }
    let text = String(decoding: marked, as: UTF8.self).lowercased().drop(while: \.isWhitespace)
    if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") { return .html }
    if text.hasPrefix("<svg") || text.hasPrefix("<?xml") { return text.contains("<svg") ? .svg : .xml }
    if text.hasPrefix("{") || text.hasPrefix("[") { return .json }
    if text.hasPrefix("import ") || text.hasPrefix("from ") || text.hasPrefix("#!/usr/bin/env python") {
      return .python
    }
    return .text
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
}

extension FileKind: CustomStringConvertible {
  /// What it is, for people: "a JPEG".
  public var description: String {
    switch self {
    case .png: "a PNG"
    case .jpeg: "a JPEG"
    case .gif: "a GIF"
    case .bmp: "a BMP"
    case .webp: "a WebP"
    case .tiff: "a TIFF"
    case .netpbm: "a PPM, PGM or PBM"
    case .heif: "a HEIC, AVIF or MP4"
    case .svg: "an SVG"
    case .pdf: "a PDF"
    case .html: "an HTML page"
    case .xml: "an XML file"
    case .json: "a JSON file"
    case .python: "a Python script"
    case .gzip: "a gzip file"
    case .zip: "a zip archive"
    case .torch: "a PyTorch `torch.save` file"
    case .oldTorch: "a `torch.save` file in the form from before PyTorch 1.6"
    case .tar: "a tar archive"
    case .bzip2: "a bzip2 file"
    case .xz: "an xz file"
    case .safetensors: "a safetensors file"
    case .pickle: "a Python pickle"
    case .npy: "a NumPy array"
    case .idx: "an IDX file, as MNIST's"
    case .matlab: "a MATLAB file"
    case .hdf5: "an HDF5 file"
    case .onnx: "an ONNX model"
    case .lfsPointer: "a Git LFS pointer, which stands for a file that was not fetched"
    case .text: "a text file"
    case .empty: "empty"
    case .unknown: "nothing that is known here"
    }
  }

  /// What bytes are, for people; where nobody knows them, how they begin.
  package static func described(_ bytes: some Collection<UInt8>) -> String {
    let kind = FileKind(bytes)
    return kind == .unknown ? "a file that begins with \(HexBytes.text(bytes.prefix(4)))" : "\(kind)"
  }
}
