/// The scale between bytes from 0 to 255 and numbers from -1 to 1.
public enum PixelScale {
  /// The number for each byte: (byte / 255 - 0.5) / 0.5, every step rounded to float32 as PyTorch does.
  public static let normalised: [Float] = (0...255).map { (Float($0) / 255 - 0.5) / 0.5 }

  /// The byte nearest to a number from -1 to 1; what lies outside is clamped, and NaN is 0.
  public static func byte(_ value: Float) -> UInt8 {
    let scaled = (value * 0.5 + 0.5) * 255
    guard scaled > 0 else { return 0 }
    return scaled >= 255 ? 255 : UInt8(scaled.rounded())
  }
}
