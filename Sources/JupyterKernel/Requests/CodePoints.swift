/// Places in a text, which the protocol counts in code points and the language in bytes of UTF-8.
enum CodePoints {
  /// The bytes before so many code points; a place outside the text is the nearest inside it.
  static func bytes(before place: Int, in text: String) -> Int {
    text.unicodeScalars.prefix(max(0, place)).reduce(0) { $0 + UTF8.width($1) }
  }

  /// The code points before so many bytes; one that the place lies inside of is not counted.
  static func count(before offset: Int, in text: String) -> Int {
    var (bytes, count) = (0, 0)
    for scalar in text.unicodeScalars {
      bytes += UTF8.width(scalar)
      guard bytes <= offset else { break }
      count += 1
    }
    return count
  }
}
