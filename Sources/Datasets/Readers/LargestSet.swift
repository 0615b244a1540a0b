/// How much a data set may take.
enum LargestSet {
  /// Eight gigabytes of pixels.
  static let bytes = 8 << 30
  /// The values of one image: those of a square of 4096 in colour.
  static let imageBytes = 3 << 24
  /// What is set aside for pixels before they are there; a file that lies about their number costs no more.
  static let reserve = 1 << 28
}
