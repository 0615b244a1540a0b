package import Basics
import FileFormats

/// Classes of pictures as a CSV file names them: a column of names or numbers of files, and one of their classes.
package struct LabelTable {
  /// Where it lies.
  let path: String
  /// A file that it names.
  let example: String
  private let classes: [String: String]

  /// What columns are called.
  private static let files: Set = ["id", "image", "file", "filename", "file_name", "name", "path", "image_id", "img"]
  private static let labels: Set = ["label", "class", "category", "target", "labels", "species", "class_name", "y"]

  /// Reads a file; throws ``FileFormatError``.
  package init(path: String, unless stop: StopFlag) throws {
    var reader = try CSVReader(path: path, unless: stop)
    self.path = path
    guard let head = try reader.next(), head.count >= 2 else {
      throw FileFormatError.damaged(
        path: path, place: "row 1", found: "a single column", expected: "a column of files and one of their classes")
    }
    let names = head.map { $0.fieldText.lowercased() }
    let file = names.firstIndex { Self.files.contains($0) }
    let label = names.firstIndex { Self.labels.contains($0) }
    let hasHead = file != nil || label != nil
    let columns = (file: file ?? (label == 0 ? 1 : 0), label: label ?? (file == 1 ? 0 : 1))
    var classes: [String: String] = [:]
    var example: String?
    var row: [ArraySlice<UInt8>]? = hasHead ? try reader.next() : head
    while let fields = row {
      if reader.row % 4096 == 0 { try stop.check() }
      guard fields.count > max(columns.file, columns.label) else {
        throw FileFormatError.damaged(
          path: path, place: "row \(reader.row)", found: countText(fields.count, "value"),
          expected: "\(head.count), as in the first row")
      }
      let name = fields[columns.file].fieldText
      example = example ?? name
      classes[name] = fields[columns.label].fieldText
      row = try reader.next()
    }
    guard let example else {
      throw FileFormatError.damaged(path: path, place: "row 2", found: "the end", expected: "files with their classes")
    }
    (self.classes, self.example) = (classes, example)
  }

  /// The class of a file, which the table knows by its path, its name, or that without its ending.
  func className(of file: TreeFile) -> String? {
    classes[file.path] ?? classes[file.name] ?? classes[file.name.fileStem]
  }

  /// Numbers by their size, and before texts.
  static func isBefore(_ left: String, _ right: String) -> Bool {
    switch (Int(left), Int(right)) {
    case (let left?, let right?): left < right
    case (_?, nil): true
    case (nil, _?): false
    case (nil, nil): left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }
}
