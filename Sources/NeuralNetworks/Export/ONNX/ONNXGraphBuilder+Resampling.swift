internal import TensorMath

extension ONNXGraphBuilder {
  /// Adds weighted sums of an image's pixels, with the very places and weights that Darkroom takes.
  ///
  /// ONNX's own operators reckon places differently but for a few factors, and have some paddings and means not at all.
  mutating func resample(_ x: String, by plan: ResamplingPlan, of shape: SampleShape) -> String {
    let (_, height, width) = shape.extents
    let rows = sums(along: 2, plan.rowTaps, of: x, side: height, name: "rows")
    return sums(along: 3, plan.columnTaps, of: rows, side: width, name: "columns")
  }

  private mutating func sums(
    along axis: Int, _ taps: ResamplingPlan.Taps, of x: String, side: Int, name: String
  ) -> String {
    let most = taps.reduce(1) { max($0, $1.count) }
    let isWhole = taps.allSatisfy { $0.count == 1 && $0[0].weight == 1 }
    if isWhole, taps.count == side, taps.enumerated().allSatisfy({ $1[0].place == $0 }) { return x }
    let count = taps.count
    if isWhole {
      let places = constant(name, taps.map { $0[0].place })
      return node("Gather", [x, places], [.integer("axis", axis)])
    }
    // Sums of fewer numbers than the longest are filled up with some that count nothing.
    let filled = taps.flatMap { taps in
      taps + Array(repeating: (place: taps.first?.place ?? 0, weight: 0), count: most - taps.count)
    }
    let places = constant(name, filled.map(\.place), shape: [count, most])
    // Behind the axis of the sums' numbers lie the columns, where rows are summed.
    let weights = constant(
      "\(name).weights", filled.map(\.weight), shape: axis == 2 ? [count, most, 1] : [count, most])
    let gathered = node("Gather", [x, places], [.integer("axis", axis)])
    let weighted = node("Mul", [gathered, weights])
    let axes = constant("\(name).axis", [axis + 1])
    return node("ReduceSum", [weighted, axes], [.integer("keepdims", 0)])
  }
}
