public import TensorMath

/// Images of a batch channel by channel, for plain versions of operations that treat every channel alike.
public enum ReferenceImages {
  /// Each channel of row-major images, as rows.
  public static func planes(_ values: [Float], _ shape: SampleShape) -> [[[Double]]] {
    let (height, width) = (shape.sides[1], shape.sides[2])
    return stride(from: 0, to: values.count, by: height * width).map { first in
      (0..<height).map { row in (0..<width).map { Double(values[first + row * width + $0]) } }
    }
  }

  /// What `plane` makes of each channel, in row-major order.
  public static func map(
    _ values: [Float], _ shape: SampleShape, _ plane: ([[Double]]) -> [[Double]]
  ) -> [Double] {
    planes(values, shape).flatMap { plane($0).flatMap(\.self) }
  }

  /// The sum of the products of two arrays.
  public static func product(_ a: [Float], _ b: [Float]) -> Double {
    precondition(a.count == b.count, "The arrays have different lengths.")
    return zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
