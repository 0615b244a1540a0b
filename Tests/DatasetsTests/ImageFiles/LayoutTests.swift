import Datasets
import FileFormats
import Foundation
import Glibc
import TestSupport
import Testing

/// Folders in every shape that people have, beside what torchvision's ImageFolder makes of them
/// (Tests/Peers/folder_layouts.py).
struct LayoutTests {
  struct Layout: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let files: [String]
    let classes: [String]?
    let pictures, labels: [Int]?
    let error: String?
    var testDescription: String { name }

    static let all: [Layout] = {
      guard let data = try? Data(contentsOf: PictureFixtures.folder.appending(path: "layouts.json")),
        let layouts = try? JSONDecoder().decode([Layout].self, from: data)
      else { fatalError("The layouts are missing.") }
      return layouts
    }()

    /// Makes the files in a folder; each picture has its number as its grey.
    func make(in root: String) throws {
      var number = 0
      for file in files {
        let parts = file.components(separatedBy: " -> ")
        let isText = file.hasPrefix("text:")
        let path = Self.bytes(root + "/" + (isText ? String(parts[0].dropFirst(5)) : parts[0]))
        // All folders on the way.
        for place in path.indices.dropFirst(root.utf8.count + 1) where path[place] == UInt8(ascii: "/") {
          _ = Array(path[..<place]).withPath { mkdir($0, 0o777) }
        }
        if parts.count == 2 {
          #expect(path.withPath { symlink(root + "/" + parts[1], $0) } == 0)
        } else if path.last != UInt8(ascii: "/") {
          let contents = isText ? Array("no picture".utf8) : greyPicture(number)
          let descriptor = path.withPath { open($0, O_WRONLY | O_CREAT, 0o666) }
          try #require(descriptor >= 0, "\(file)")
          #expect(write(descriptor, contents, contents.count) == contents.count)
          close(descriptor)
          if !isText { number += 1 }
        }
      }
    }

    /// A path whose bytes that are no UTF-8 are written as %XX.
    private static func bytes(_ text: String) -> [UInt8] {
      var bytes: [UInt8] = []
      var rest = Array(text.utf8)[...]
      while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
          bytes.append(code)
          rest = rest.dropFirst(2)
        } else {
          bytes.append(byte)
        }
      }
      return bytes
    }
  }

  /// Layouts that are more, or something else, here than for ImageFolder.
  static let differing: [String: (classes: [String], pictures: [Int])] = [
    // What begins with a point is hidden.
    "a name of an ending": (["a", "png"], [2, 0])
  ]

  /// What is said of those that ImageFolder refuses.
  static let refusals = [
    "an empty class":
      ": no picture lies in the folder of b; each folder is a class, so remove what is none",
    "a class of text":
      ": no picture lies in the folder of b; each folder is a class, so remove what is none",
    "an empty folder":
      ": the folder is empty; expected pictures (PNG, JPEG, WebP, GIF, TIFF, BMP or PPM), or a folder of them for each class",
    "text alone":
      ": holds no picture: found 1 file such as notes.txt, expected pictures (PNG, JPEG, WebP, GIF, TIFF, BMP or PPM), or a "
      + "folder of them for each class",
  ]

  @Test("A folder has the classes, the pictures and the order that it has in ImageFolder", arguments: Layout.all)
  func likeImageFolder(layout: Layout) throws {
    let folder = try TemporaryFolder()
    try layout.make(in: folder.path)
    if layout.error != nil {
      let refusal = try #require(Self.refusals[layout.name])
      #expect(message { _ = try LoadedImages(folder.path) } == folder.path + refusal)
      #expect(message { _ = try LoadedImages.preview(folder.path) } == folder.path + refusal)
      return
    }
    let loaded = try LoadedImages(folder.path)
    let expected = Self.differing[layout.name] ?? (layout.classes ?? [], layout.pictures ?? [])
    #expect(loaded.set.classNames == expected.classes)
    #expect(loaded.firstPixels == expected.pictures)
    if Self.differing[layout.name] == nil { #expect(loaded.set.labels == layout.labels) }
    let preview = try LoadedImages.preview(folder.path)
    #expect(
      preview
        == DatasetPreview(
          shape: loaded.set.shape, count: loaded.set.count, classNames: loaded.set.classNames,
          isSortedByClass: loaded.set.isSortedByClass))
  }
}
