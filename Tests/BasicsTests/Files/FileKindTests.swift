import Basics
import TestSupport
import Testing

struct FileKindTests {
  static let beginnings: [(String, [UInt8], FileKind)] = [
    ("PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], .png),
    ("JPEG", [0xff, 0xd8, 0xff, 0xe0, 0, 16], .jpeg),
    ("GIF", Array("GIF89a".utf8), .gif),
    ("WebP", Array("RIFF".utf8) + [9, 0, 0, 0] + Array("WEBPVP8 ".utf8), .webp),
    ("BMP", Array("BM".utf8) + [54, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0], .bmp),
    ("little TIFF", [0x49, 0x49, 42, 0], .tiff), ("big TIFF", [0x4d, 0x4d, 0, 42], .tiff),
    ("PPM", Array("P6\n4 4\n255\n".utf8), .netpbm), ("a word that begins with P6", Array("P6x".utf8), .text),
    ("HEIC", [0, 0, 0, 24] + Array("ftypheic".utf8), .heif),
    ("gzip", [0x1f, 0x8b, 8], .gzip), ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], .xz),
    ("bzip2", Array("BZh91AY&SY".utf8), .bzip2),
    ("zip", ZipArchive.bytes([("a.png", [1])]), .zip),
    ("empty zip", ZipArchive.bytes([]) + [UInt8](repeating: 0, count: 8), .zip),
    ("torch.save", ZipArchive.bytes([("archive/data.pkl", [1])]), .torch),
    (
      "torch.save before 1.6",
      [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e, 0x80, 2], .oldTorch
    ),
    ("tar", [UInt8](repeating: 0x61, count: 257) + Array("ustar\0".utf8), .tar),
    ("pickle", [0x80, 2, 0x7d], .pickle), ("npy", [0x93] + Array("NUMPY".utf8) + [1, 0], .npy),
    ("IDX", [0, 0, 8, 3, 0, 0, 0x27, 0x10], .idx), ("MATLAB", Array("MATLAB 5.0 MAT-file, Platform".utf8), .matlab),
    ("HDF5", [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], .hdf5),
    ("safetensors", [60, 0, 0, 0, 0, 0, 0, 0] + Array("{\"a\"".utf8), .safetensors),
    ("LFS", Array("version https://git-lfs.github.com/spec/v1\noid sha256:4d".utf8), .lfsPointer),
    ("HTML", Array("\n<!DOCTYPE html>\n<html>".utf8), .html),
    ("HTML without a type", Array("<HTML><head>".utf8), .html),
    ("SVG", Array("<?xml version=\"1.0\"?><svg xmlns=".utf8), .svg),
    ("XML", Array("<?xml version=\"1.0\"?><a>".utf8), .xml),
    ("PDF", Array("%PDF-1.7".utf8), .pdf), ("JSON", Array(" {\"a\": 1}".utf8), .json),
    ("text", Array("image,label\n".utf8), .text), ("Latin text", [0x61, 0xe9, 0x62], .text),
    ("nothing", [], .empty), ("noise", [1, 2, 3, 4, 5], .unknown),
  ]

  @Test("First bytes tell what a file is", arguments: beginnings)
  func kinds(name: String, bytes: [UInt8], kind: FileKind) {
    #expect(FileKind(bytes) == kind)
  }

  @Test("No beginning of what is known brings it down, and every kind has its own name")
  func cutShort() {
    for (_, bytes, _) in Self.beginnings {
      for count in bytes.indices { _ = FileKind.described(bytes[..<count]) }
    }
    #expect(Set(FileKind.allCases.map(\.description)).count == FileKind.allCases.count)
    #expect(FileKind.described([1, 2, 3, 4, 5]) == "a file that begins with 01 02 03 04")
  }
}
