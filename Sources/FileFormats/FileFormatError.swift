/// What can be wrong with a file, whatever it is read for: what was found, and what was expected.
public enum FileFormatError: Error, Hashable, Sendable {
  case missing(path: String, expected: String)
  case unreadable(path: String, reason: String)
  case wrongSize(path: String, bytes: Int, expected: String)
  case wrongKind(path: String, found: String, expected: String)
  case truncated(path: String, place: String, found: Int, expected: Int)
  case damaged(path: String, place: String, found: String, expected: String)
  case damagedGzip(path: String, byte: Int, reason: String)
  case damagedTar(path: String, byte: Int, found: String, expected: String)
  case badPickle(path: String, byte: Int, found: String, expected: String)
}

extension FileFormatError: CustomStringConvertible {
  /// The error in one line, for people.
  public var description: String {
    switch self {
    case .missing(let path, let expected): "\(path): there is no such file or folder; expected \(expected)"
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .wrongSize(let path, let bytes, let expected):
      bytes == 0
        ? "\(path): the file is empty; expected \(expected)" : "\(path): has \(bytes) bytes; expected \(expected)"
    case .wrongKind(let path, let found, let expected): "\(path): is \(found); expected \(expected)"
    case .truncated(let path, let place, let found, let expected):
      "\(path): ends too early, \(place): found \(found) of \(expected) bytes; the file is truncated"
    case .damaged(let path, let place, let found, let expected):
      "\(path): \(place): found \(found), expected \(expected)"
    case .damagedGzip(let path, let byte, let reason):
      "\(path): the compressed data are damaged near byte \(byte): \(reason)"
    case .damagedTar(let path, let byte, let found, let expected):
      "\(path): the archive is damaged at byte \(byte) of its contents: found \(found), expected \(expected)"
    case .badPickle(let path, let byte, let found, let expected):
      "\(path): byte \(byte) of the pickle: found \(found), expected \(expected)"
    }
  }
}
