import Training

/// What figures call a training.
enum LogName {
  /// `bottleneck 200` where the index is the length of the code, and the index itself elsewhere.
  static func text(_ index: Family.Index?, _ log: TrainingLog) -> String {
    guard let index else { return "bottleneck \(log.latentSize)" }
    return index == .number(Double(log.latentSize)) ? "bottleneck \(log.latentSize)" : "\(index)"
  }
}

/// What charts call the values that they draw.
enum MemberName {
  /// The name of a family's member: `bottleneck 20` where the index is the length of its code, and the index itself
  /// elsewhere; nil for a value on its own.
  static func text(_ index: Family.Index?, _ value: Value) -> String? {
    guard let index else { return nil }
    switch value {
    case .log(let log): return LogName.text(index, log)
    case .codes(let codes) where index == .number(Double(codes.latent)): return "bottleneck \(codes.latent)"
    default: return "\(index)"
    }
  }
}
