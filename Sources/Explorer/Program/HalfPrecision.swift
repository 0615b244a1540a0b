public import NeuralNetworks

/// Numbers of half precision: a sign, five bits of exponent, ten of fraction.
///
/// Source: IEEE 754, binary16.
public enum HalfPrecision {
  /// Arrays of fewer numbers keep single precision, which costs next to nothing: biases, and what norms keep.
  static let fewestNumbers = 1_024

  /// The nearest number's bits, of two equally near ones those that end in 0; infinite for what is too large.
  static func bits(_ number: Float) -> UInt16 { Float16(number).bitPattern }

  /// A copy of a model whose large arrays are rounded as a page rounds them.
  ///
  /// Throws where it would not fit into `memory` bytes.
  public static func rounded(_ model: Autoencoder, threads: Int, memory: Int?) throws -> Autoencoder {
    let copy = try model.copy(threads: threads, memory: memory)
    for (_, parameter) in copy.namedParameters where parameter.values.count >= fewestNumbers {
      for place in 0..<parameter.values.count {
        parameter.values[place] = Float(Float16(parameter.values[place]))
      }
    }
    return copy
  }

  /// Numbers rounded as a page rounds them.
  public static func rounded(_ numbers: [Float]) -> [Float] { numbers.map { Float(Float16($0)) } }

  /// The greatest difference of two sets of pictures from −1 to 1, in grey levels; infinite where the other is not finite.
  public static func levels(_ exact: [Float], _ other: [Float]) -> Float {
    zip(exact, other).reduce(0) { most, pair in
      guard pair.1.isFinite else { return .infinity }
      return max(most, abs(min(max(pair.0, -1), 1) - min(max(pair.1, -1), 1)) * 127.5)
    }
  }
}
