public import TensorMath

/// Slow, obvious versions in double precision over row-major arrays, as the measure of the fast ones.
public enum Reference {
  /// `[n, o, y, x]` from `[n, c, y, x]`, weights `[o, c of the group, ky, kx]`.
  public static func convolution(
    _ g: ConvolutionGeometry, _ x: [Double], _ w: [Double], _ b: [Double]?, n: Int
  ) -> [Double] {
    var y = [Double](repeating: 0, count: n * g.output.elementCount)
    for i in 0..<n {
      for o in 0..<g.outputChannels {
        for p in 0..<(g.outputHeight * g.outputWidth) {
          y[(i * g.outputChannels + o) * g.outputHeight * g.outputWidth + p] = b?[o] ?? 0
        }
      }
    }
    forEachProduct(g, n: n) { out, into, weight in y[out] += x[into] * w[weight] }
    return y
  }

  /// The gradient with respect to the input; also a transposed convolution's forward pass.
  public static func inputGradient(_ g: ConvolutionGeometry, _ dy: [Double], _ w: [Double], n: Int) -> [Double] {
    var dx = [Double](repeating: 0, count: n * g.input.elementCount)
    forEachProduct(g, n: n) { out, into, weight in dx[into] += dy[out] * w[weight] }
    return dx
  }

  /// The gradient with respect to the weights.
  public static func weightGradient(_ g: ConvolutionGeometry, _ x: [Double], _ dy: [Double], n: Int) -> [Double] {
    var dw = [Double](repeating: 0, count: g.weightCount)
    forEachProduct(g, n: n) { out, into, weight in dw[weight] += dy[out] * x[into] }
    return dw
  }

  /// ``convolution(_:_:_:_:n:)`` of single-precision numbers.
  public static func convolution(
    _ g: ConvolutionGeometry, _ x: [Float], _ w: [Float], _ b: [Float]?, n: Int
  ) -> [Double] {
    convolution(g, x.map(Double.init), w.map(Double.init), b?.map(Double.init), n: n)
  }

  /// ``inputGradient(_:_:_:n:)`` of single-precision numbers.
  public static func inputGradient(_ g: ConvolutionGeometry, _ dy: [Float], _ w: [Float], n: Int) -> [Double] {
    inputGradient(g, dy.map(Double.init), w.map(Double.init), n: n)
  }

  /// ``weightGradient(_:_:_:n:)`` of single-precision numbers.
  public static func weightGradient(_ g: ConvolutionGeometry, _ x: [Float], _ dy: [Float], n: Int) -> [Double] {
    weightGradient(g, x.map(Double.init), dy.map(Double.init), n: n)
  }

  /// The places of every output, input and weight that meet.
  private static func forEachProduct(_ g: ConvolutionGeometry, n: Int, _ body: (Int, Int, Int) -> Void) {
    for i in 0..<n {
      for o in 0..<g.outputChannels {
        for groupChannel in 0..<g.groupInputs {
          let c = o / g.groupOutputs * g.groupInputs + groupChannel
          for oy in 0..<g.outputHeight {
            for ox in 0..<g.outputWidth {
              for ky in 0..<g.kernelHeight {
                for kx in 0..<g.kernelWidth {
                  let y = oy * g.strideY + ky * g.dilationY - g.paddingY
                  let x = ox * g.strideX + kx * g.dilationX - g.paddingX
                  guard y >= 0, y < g.inputHeight, x >= 0, x < g.inputWidth else { continue }
                  body(
                    ((i * g.outputChannels + o) * g.outputHeight + oy) * g.outputWidth + ox,
                    ((i * g.inputChannels + c) * g.inputHeight + y) * g.inputWidth + x,
                    ((o * g.groupInputs + groupChannel) * g.kernelHeight + ky) * g.kernelWidth + kx)
                }
              }
            }
          }
        }
      }
    }
  }
}

/// The norm of the difference over the norm of the expected values.
public func relativeError(_ found: [Float], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  var difference = 0.0
  var size = 0.0
  for (a, b) in zip(found, expected) {
    difference += (Double(a) - b) * (Double(a) - b)
    size += b * b
  }
  return size == 0 ? difference.squareRoot() : (difference / size).squareRoot()
}

extension RandomGenerator {
  /// Numbers from −1 up to 1.
  public mutating func numbers(_ count: Int) -> [Float] { twister.numbers(count) }
}

extension MersenneTwister {
  /// Numbers between −1 and 1.
  public mutating func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in uniform(from: -1, to: 1) } }
}

extension Batch {
  /// A batch of row-major samples.
  public convenience init(_ values: [Float], count: Int, shape: SampleShape) {
    self.init(capacity: count, shape: shape)
    load(values, count: count)
  }
}

extension FloatSlice {
  /// A buffer of its own.
  public init(_ values: [Float]) { self = FloatBuffer(values).all }
}
