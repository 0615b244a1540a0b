public import Basics
import FileFormats

/// Rows of numbers in a `.npy` file, such as codes.
public struct NumberTable: Sendable {
  /// Numbers a row.
  public let columns: Int
  /// All numbers, row after row; all of them are finite.
  public let values: [Float]

  /// Reads an array of two sides, of any type of number that NumPy has, in either order; a single row may have one side.
  ///
  /// Throws ``FileFormatError`` where the file is no such array, or takes more than the memory that there is, and
  /// `Interrupted` where it is stopped.
  public init(path: String, memoryLimit: Int? = nil, unless stop: StopFlag = StopFlag()) throws {
    let (file, rows, columns) = try Self.file(path, stop)
    let bytes = file.header.count.timesSaturating(MemoryLayout<Float>.size)
    if let memoryLimit, bytes > memoryLimit {
      throw FileFormatError.wrongSize(
        path: path, bytes: bytes,
        expected: "numbers of no more than \(byteText(memoryLimit)), which is the memory that there is")
    }
    var values = [Float](repeating: 0, count: file.header.count)
    var damage: Int?
    try file.forEachPiece(of: values.count) { first, numbers in
      for (place, number) in numbers.enumerated() {
        let element = first + place
        if damage == nil, !Float(number).isFinite { damage = element }
        // The first side runs fastest in Fortran's order.
        values[file.header.isFortranOrdered ? element % rows * columns + element / rows : element] = Float(number)
      }
    }
    if let damage {
      throw FileFormatError.damaged(
        path: path, place: "element \(damage)", found: "a number that is infinite, or none", expected: "a finite number"
      )
    }
    self.columns = columns
    self.values = values
  }

  /// How many rows and columns a file says that it has, of which no number is read.
  ///
  /// Throws ``FileFormatError`` where it is no such array.
  public static func sides(
    path: String, unless stop: StopFlag = StopFlag()
  ) throws -> (rows: Int, columns: Int) {
    let (_, rows, columns) = try file(path, stop)
    return (rows, columns)
  }

  private static func file(_ path: String, _ stop: StopFlag) throws -> (NumPyFile, rows: Int, columns: Int) {
    let expected = "an array of rows of numbers, `.npy`"
    let source = try RandomAccessFile(path: path, expecting: expected, unless: stop)
    let file = try NumPyFile(source, path: path, unless: stop)
    let sides = file.header.sides
    let (rows, columns) = sides.count == 1 ? (1, sides[0]) : (sides.first ?? 0, sides.last ?? 0)
    guard (1...2).contains(sides.count), rows > 0, columns > 0 else {
      throw FileFormatError.wrongKind(
        path: path, found: "an array of shape \(sides.isEmpty ? "()" : sides.map(String.init).joined(separator: "x"))",
        expected: expected)
    }
    return (file, rows, columns)
  }
}
