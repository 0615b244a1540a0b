public import Basics
public import TensorMath

extension PrincipalComponents {
  /// Rows that are worked on at a time.
  private static let stretch = 1024

  /// The codes of rows, `[n, width]` to `[n, latent]`: how far each lies from the mean along each direction.
  public func encode(
    _ rows: [Float], compute: ComputeContext, unless stop: StopFlag
  ) throws(Interrupted) -> [Float] {
    precondition(rows.count % width == 0, "The rows have another width.")
    let operation = Linear(inputs: width, outputs: latent)
    let bias = (0..<latent).map { member in
      let sum = (0..<width).reduce(0.0) { $0 + Double(components[member * width + $1]) * Double(mean[$1]) }
      return Float(-sum)
    }
    return try apply(operation, weights: components, bias: bias, to: rows, compute, stop)
  }

  /// The rows that codes stand for, `[n, latent]` to `[n, width]`: the mean and so much of each direction.
  public func decode(
    _ codes: [Float], compute: ComputeContext, unless stop: StopFlag
  ) throws(Interrupted) -> [Float] {
    precondition(codes.count % latent == 0, "The codes have another length.")
    var weights = [Float](repeating: 0, count: components.count)
    for member in 0..<latent {
      for column in 0..<width { weights[column * latent + member] = components[member * width + column] }
    }
    return try apply(
      Linear(inputs: latent, outputs: width), weights: weights, bias: mean, to: codes, compute, stop)
  }

  /// What `size` components leave of other rows, for several sizes from this one fit: the mean squared error of all
  /// numbers of all rows, (Σ‖x − mean‖² − Σ of the squares of the first `size` numbers of the codes) / (n · width).
  ///
  /// - Parameter read: Writes rows, `[range, width]`, row-major; called once for each stretch, in order.
  public func meanSquaredErrors(
    of sizes: [Int], count: Int, compute: ComputeContext, unless stop: StopFlag,
    read: (_ rows: Range<Int>, _ into: UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws -> [Double] {
    precondition(sizes.allSatisfy((0...latent).contains), "There are not so many components.")
    var whole = 0.0
    var energies = [Double](repeating: 0, count: latent)
    for first in Swift.stride(from: 0, to: count, by: Self.stretch) {
      try stop.check()
      let range = first..<min(count, first + Self.stretch)
      var rows = [Float](repeating: 0, count: range.count * width)
      try rows.withUnsafeMutableBufferPointer { try read(range, $0) }
      let codes = try encode(rows, compute: compute, unless: stop)
      rows.withUnsafeBufferPointer { rows in
        mean.withUnsafeBufferPointer { mean in
          for row in 0..<range.count {
            for column in 0..<width {
              let difference = Double(rows[row * width + column]) - Double(mean[column])
              whole += difference * difference
            }
          }
        }
      }
      for row in 0..<range.count {
        for member in 0..<latent {
          let number = Double(codes[row * latent + member])
          energies[member] += number * number
        }
      }
    }
    var left = [whole]
    for energy in energies { left.append((left.last ?? 0) - energy) }
    return sizes.map { max(0, left[$0]) / (Double(count) * Double(width)) }
  }

  private func apply(
    _ operation: Linear, weights: [Float], bias: [Float], to rows: [Float], _ compute: ComputeContext,
    _ stop: StopFlag
  ) throws(Interrupted) -> [Float] {
    let count = rows.count / operation.inputs
    guard count > 0 else { return [] }
    let capacity = min(count, Self.stretch)
    let input = Batch(capacity: capacity, shape: .vector(operation.inputs))
    let output = Batch(capacity: capacity, shape: .vector(operation.outputs))
    let (weights, bias) = (FloatBuffer(weights), FloatBuffer(bias))
    var all: [Float] = []
    all.reserveCapacity(count * operation.outputs)
    for first in Swift.stride(from: 0, to: count, by: capacity) {
      try stop.check()
      let last = min(count, first + capacity)
      rows.withUnsafeBufferPointer { rows in
        input.load(
          UnsafeBufferPointer(rebasing: rows[first * operation.inputs..<last * operation.inputs]), count: last - first)
      }
      operation.forward(input, weights: weights.all, bias: bias.all, into: output, compute: compute)
      all += output.rowMajor()
    }
    return all
  }
}
