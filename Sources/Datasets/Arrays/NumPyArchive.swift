package import Basics
import FileFormats

/// A `.npz` file: a zip archive of arrays.
package struct NumPyArchive {
  /// The names of the arrays, in order.
  package let names: [String]
  private let archive: ZipReader
  private let memoryLimit: Int?
  private let stop: StopFlag

  /// Opens an archive; throws ``FileFormatError`` where it is none.
  package init(path: String, memoryLimit: Int? = nil, unless stop: StopFlag = StopFlag()) throws {
    archive = try ZipReader(path: path, expecting: "a `.npz` archive of NumPy arrays", unless: stop)
    names = archive.members.map(\.name).filter { $0.hasSuffix(".npy") }.map { String($0.dropLast(4)) }
    (self.memoryLimit, self.stop) = (memoryLimit, stop)
  }

  /// The array of a name, nil where there is none; it is unpacked to memory.
  package func array(named name: String) throws -> NumPyFile? {
    guard let member = archive.member(named: name + ".npy") else { return nil }
    let bytes = try archive.contents(of: member, limit: min(LargestSet.bytes, memoryLimit ?? .max))
    return try NumPyFile(bytes, path: "\(archive.path):\(member.name)", unless: stop)
  }
}
