import Basics

/// Everything that can be wrong with data, each with what was found and what was expected.
public enum DatasetError: Error, Hashable, Sendable {
  // Files and folders.
  case unwritable(path: String, reason: String)
  case emptyFolder(path: String, expected: String)
  case unknownContents(path: String, expected: String)
  case missingMember(path: String, members: [String])

  // Published data sets.
  case badLabel(path: String, record: Int, byte: Int, found: Int, lowest: Int, highest: Int)
  case badClassNames(path: String, found: Int, expected: Int)
  case noData(dataset: String, searched: [String], advice: String)

  // Pictures.
  case noPictures(path: String, found: String, expected: String)
  case noPicturesOfClass(path: String, classes: [String])
  case noPicturesOfTable(path: String, example: String, picture: String)
  case noPart(path: String, word: String, parts: [String])
  case severalSizes(path: String, sizes: [String])
  case damagedPictures(path: String, count: Int, of: Int, reasons: [String])

  // Memory and options.
  case tooLarge(what: String, bytes: Int?, limit: Int)
  case badOption(String, dataset: String, found: String?, expected: String)

  // Arrays.
  case badArray(path: String, found: String, expected: String)

  // Picking.
  case noSuchImage(index: Int, count: Int, set: String)
  case noLabels(set: String)
  case noImageOfClass(String, set: String, count: Int)

  // Downloads.
  case badAddress(String)
  case noTransfer(String)
  case connection(url: String, reason: String, received: Int64)
  case refused(url: String, status: Int)
  case badRange(url: String, found: String, expected: String)
  case wrongChecksum(url: String, found: String, expected: String)
  case cancelled(url: String, received: Int64)
}

extension DatasetError: CustomStringConvertible {
  /// The error in one line, for people.
  public var description: String {
    switch self {
    case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .emptyFolder(let path, let expected): "\(path): the folder is empty; expected \(expected)"
    case .unknownContents(let path, let expected): "\(path): holds nothing that can be loaded; expected \(expected)"
    case .missingMember(let path, let members):
      "\(path): the archive lacks \(members.joined(separator: ", "))"

    case .badLabel(let path, let record, let byte, let found, let lowest, let highest):
      "\(path): record \(record), byte \(byte): found label \(found), expected \(lowest) to \(highest)"
    case .badClassNames(let path, let found, let expected):
      "\(path): found \(found) class names, expected \(expected)"
    case .noData(let dataset, let searched, let advice):
      "no \(dataset) found"
        + (searched.isEmpty ? "" : " (looked in " + searched.joined(separator: ", ") + ")") + "; " + advice

    case .noPictures(let path, let found, let expected):
      "\(path): holds no picture: found \(found), expected \(expected)"
    case .noPicturesOfClass(let path, let classes):
      "\(path): no picture lies in the \(classes.count == 1 ? "folder" : "folders") of \(clipped(classes)); each folder is a class, "
        + "so remove what is none"
    case .noPicturesOfTable(let path, let example, let picture):
      "\(path): names none of the pictures: found “\(example)”, expected names such as \(picture)"
    case .noPart(let path, let word, let parts):
      parts.isEmpty
        ? "\(path): has no folder of the training images and one of others, so that there is no `split=\(word)`"
        : "\(path): has no part `\(word)`; there are \(clipped(parts))"
    case .severalSizes(let path, let sizes):
      "\(path): the images have several sizes: \(clipped(sizes)); say which they are to have, as in `size=32`, "
        + "or `size=48x64` for height and width"
    case .damagedPictures(let path, let count, let total, _):
      "\(path): \(count) of \(countText(total, "image")) cannot be read; mend or remove them, or pass them over with "
        + "`damaged=skip`"

    case .tooLarge(let what, let bytes, let limit):
      "\(what) would need \(bytes.map { "\($0)" } ?? "too many") bytes; expected no more than \(limit)"
    case .badOption(let name, let dataset, let found?, let expected):
      "\(dataset): option \(name): found \(found), expected \(expected)"
    case .badOption(let name, let dataset, nil, let expected):
      "\(dataset) has no option \(name); expected \(expected)"

    case .badArray(let path, let found, let expected): "\(path): holds \(found); expected \(expected)"

    case .noSuchImage(let index, let count, let set):
      count == 0
        ? "\(set) is empty and has no image \(index)"
        : "\(set) has no image \(index); expected an index from 0 to \(count - 1)"
    case .noLabels(let set): "\(set) has no labels, so there is no class to pick by"
    case .noImageOfClass(let name, let set, let count):
      "\(set) holds no image of class \(name) among its \(count)"

    case .badAddress(let url): "\(url): is no web address; expected one that begins with http:// or https://"
    case .noTransfer(let url):
      "\(url): cannot be fetched, since this machine has no libcurl (in Debian's package libcurl4); "
        + "fetch it by other means and say path="
    case .connection(let url, let reason, let received):
      "\(url): the download broke off after \(received) bytes: \(reason); what came is kept, run it again to resume"
    case .refused(let url, let status): "\(url): the server answered \(status); expected 200 or 206"
    case .badRange(let url, let found, let expected):
      "\(url): the server sent the range \(found); expected \(expected)"
    case .wrongChecksum(let url, let found, let expected):
      "\(url): the file has MD5 \(found); expected \(expected); it was thrown away"
    case .cancelled(let url, let received):
      "\(url): the download was stopped after \(received) bytes; what came is kept, run it again to resume"
    }
  }
}

extension DatasetError {
  /// What there is to list behind the error, a line each; empty for most.
  package var details: [String] {
    guard case .damagedPictures(_, let count, _, let reasons) = self else { return [] }
    let shown = Array(reasons.prefix(10))
    return count > shown.count ? shown + ["and \(countText(count - shown.count)) more"] : shown
  }
}
