internal import Basics
internal import Options
internal import TensorMath

/// The code of an image is drawn from a normal distribution that the encoder gives, and is kept near the standard one.
///
/// A linear layer makes of the encoder's output the means and the logarithms of the variances, one after the other; its
/// weights stand in files as `bottleneck.weight` and `bottleneck.bias`, what PyTorch has as a `Linear` and `chunk(2, 1)`.
/// Where the network evaluates, the code is the means. Source: D. P. Kingma and M. Welling, "Auto-encoding variational
/// Bayes" (2013).
struct VariationalBottleneck: Bottleneck {
  let term = Term("variational")
  let lossName: String? = "kl"
  let hasNormalCodes = true
  let makesCode = true

  /// Standard normal numbers, as `torch.randn(count, length)`.
  func sample(_ count: Int, length: Int, from random: RandomStream, unless stop: StopFlag) throws -> [Float]? {
    let count = count * length
    // Numbers are drawn sixteen at a time, so that many of them may be drawn in pieces.
    let piece = 1 << 16
    return try [Float](unsafeUninitializedCapacity: count) { values, written in
      var first = 0
      while first < count {
        try stop.check()
        let end = count - first < 2 * piece ? count : first + piece
        random.generator.fillNormal(UnsafeMutableBufferPointer(rebasing: values[first..<end]))
        first = end
      }
      written = count
    }
  }

  func heads(from encoded: SampleShape, to code: SampleShape) throws(AutoencoderError) -> [any LayerKind] {
    guard case .vector(let length) = code else {
      throw .bottleneck("a variational code is a vector, and the decoder takes \(code): begin it with `unflatten`")
    }
    guard case .vector = encoded else {
      throw .bottleneck(
        "a variational code is drawn from a vector, and the encoder makes \(encoded): end it with `flatten`")
    }
    guard length <= LinearLayer.mostFeatures / 2,
      let linear = try? LinearLayer.row.make(OptionValues(["features": .whole(2 * length)]))
    else {
      throw .bottleneck(
        "a variational code has at most \(LinearLayer.mostFeatures / 2) numbers, and this has \(length)")
    }
    return [linear]
  }

  func makeSampler(code: SampleShape) -> (any CodeSampler)? { GaussianSampler(length: code.elementCount) }

  func memory(code: SampleShape, batch: Int) -> Int {
    // Means, variances, their gradients, noise as it is drawn and as it lies, the code, and the heads' gradient.
    code.elementCount.timesSaturating(9).timesSaturating(TrainingMemory.bytes(ofSamples: batch))
  }

  var pyTorch: PyTorchBottleneck {
    let heads = "self.bottleneck(self.encoder(x)).chunk(2, dim=1)"
    return PyTorchBottleneck(
      encode: ["means, _ = \(heads)", "return means"],
      forward: [
        "means, log_variances = \(heads)",
        "codes = means",
        "if self.training:",
        "    codes = means + torch.exp(log_variances / 2) * torch.randn_like(means)",
        "return self.decode(codes)",
      ], encodeSummary: "The codes of images: the means of the distributions that the bottleneck gives.")
  }

  func addONNX(to graph: inout ONNXGraphBuilder, _ heads: ONNXValue, code: SampleShape) -> String {
    // The means come first, the logarithms of the variances behind them.
    let (start, end) = (graph.constant("start", [0]), graph.constant("end", [code.elementCount]))
    return graph.node("Slice", [heads.name, start, end, graph.constant("axis", [1])])
  }
}

extension OptionRow<any Bottleneck> {
  static let variational = OptionRow(
    "variational", "the code is drawn from a normal distribution that the encoder gives, kept near the standard one"
  ) { _ in VariationalBottleneck() }
}

/// Draws codes from means and variances.
private final class GaussianSampler: CodeSampler {
  private let length: Int
  private var batches: Batches?
  /// Whether the last codes were drawn, and not the means themselves.
  private var wasDrawn = false

  /// What the sampler keeps for batches of up to a size.
  private struct Batches {
    let code, gradient: GaussianCode
    let drawn, noise, heads: Batch

    init(capacity: Int, length: Int) {
      func vectors(_ length: Int) -> Batch { Batch(capacity: capacity, shape: .vector(length)) }
      code = GaussianCode(means: vectors(length), logVariances: vectors(length))
      gradient = GaussianCode(means: vectors(length), logVariances: vectors(length))
      (drawn, noise, heads) = (vectors(length), vectors(length), vectors(2 * length))
    }
  }

  init(length: Int) { self.length = length }

  func forward(_ heads: Batch, pass: Pass) -> Batch {
    let batches = reserved(for: heads)
    heads.split(into: batches.code.means, batches.code.logVariances)
    wasDrawn = pass.isTraining
    guard let random = pass.random else { return batches.code.means }
    batches.code.sample(
      into: batches.drawn, noise: batches.noise, generator: &random.generator, compute: pass.compute)
    return batches.drawn
  }

  func loss(compute: ComputeContext) -> Double {
    guard let batches else { preconditionFailure("There are no codes yet.") }
    return batches.code.divergence(compute: compute)
  }

  func backward(_ codeGradient: Batch, weight: Double, compute: ComputeContext) -> Batch {
    guard let batches, wasDrawn else { preconditionFailure("There is no pass to go back over.") }
    batches.code.sampleGradient(
      codeGradient, noise: batches.noise, into: batches.gradient, compute: compute)
    _ = batches.code.divergence(gradient: batches.gradient, weight: weight, adding: true, compute: compute)
    batches.heads.join(batches.gradient.means, batches.gradient.logVariances)
    return batches.heads
  }

  private func reserved(for heads: Batch) -> Batches {
    if let batches, batches.drawn.capacity >= heads.count { return batches }
    let made = Batches(capacity: max(heads.count, 1), length: length)
    batches = made
    return made
  }
}

extension Batch {
  /// Takes vectors apart into their first and second half.
  fileprivate func split(into first: Batch, _ second: Batch) {
    (first.count, second.count) = (count, count)
    for block in 0..<blocks {
      first.block(block).update(from: self.block(block), count: first.blockFloats)
      second.block(block).update(from: self.block(block) + first.blockFloats, count: second.blockFloats)
    }
  }

  /// Puts two halves of vectors together.
  fileprivate func join(_ first: Batch, _ second: Batch) {
    count = first.count
    for block in 0..<blocks {
      self.block(block).update(from: first.block(block), count: first.blockFloats)
      (self.block(block) + first.blockFloats).update(from: second.block(block), count: second.blockFloats)
    }
  }
}
