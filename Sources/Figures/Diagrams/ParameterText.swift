/// Numbers of weights as a drawing writes them.
enum ParameterText {
  /// A number with separators between the thousands, as in `1,000,000`.
  static func grouped(_ count: Int) -> String {
    var text = ""
    for (index, digit) in String(count.magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (count < 0 ? "-" : "") + String(text.reversed())
  }

  /// What stands below a drawing of `stages`: the weights of each part, and in all.
  static func footer(_ stages: [NetworkStage]) -> String {
    let total = grouped(sum(stages))
    let encoder = stages.filter { [.encoder, .bottleneck].contains($0.part) }
    let decoder = stages.filter { $0.part == .decoder }
    guard !encoder.isEmpty, !decoder.isEmpty else { return "\(total) parameters" }
    return "\(total) parameters: \(grouped(sum(encoder))) in the encoder, \(grouped(sum(decoder))) in the decoder"
  }

  private static func sum(_ stages: [NetworkStage]) -> Int {
    stages.reduce(0) { total, stage in
      let (sum, overflow) = total.addingReportingOverflow(stage.parameterCount)
      return overflow ? .max : sum
    }
  }
}
