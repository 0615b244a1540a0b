/// What a bottleneck is in a PyTorch module whose parts are `self.encoder`, `self.bottleneck` and `self.decode`.
public struct PyTorchBottleneck: Sendable {
  /// The lines that make codes of images `x` where the module evaluates.
  let encode: [String]
  /// The lines that make reconstructions of images `x`.
  let forward: [String]
  /// A sentence that says what the codes are.
  let encodeSummary: String
}
