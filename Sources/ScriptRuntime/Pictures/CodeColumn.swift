import Analysis

/// One number of the codes of images, and codes in which it takes the quantiles of what it is there.
struct CodeColumn {
  /// The number of each image, in their order.
  let values: [Double]
  private let place: Int

  /// The number at a place of codes of so many numbers.
  init(_ place: Int, of codes: [Float], _ latent: Int) {
    self.place = place
    values = stride(from: place, to: codes.count, by: latent).map { Double(codes[$0]) }
  }

  /// The quantiles in the middles of so many equal parts.
  static func middles(of parts: Int) -> [Double] { (0..<parts).map { (Double($0) + 0.5) / Double(parts) } }

  /// A quantile in per cent.
  static func caption(_ part: Double) -> String { "\(Int((part * 100).rounded()))%" }

  /// A code for each quantile, in which all other numbers are those of `start`.
  func codes(at parts: [Double], from start: [Double]) -> [Float] {
    parts.flatMap { part in
      var code = start
      code[place] = Summary.quantile(part, of: values)
      return code.map(Float.init)
    }
  }
}
