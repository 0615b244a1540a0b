// The maps of the minimal filters as matrices, for the tests that check each filter by itself.

/// Writes the matrix of a map row by row, and returns its shape; `matrix` holds 121 floats.
///
/// `filter` is a number as `spreadWeights` takes it. `map` is 0 for the map of the input, 1 of the weights, 2 of the
/// output, and for the filters that weight gradients read backwards 3 of the output gradient and 4 of the
/// weight gradient.
package func minimalFilterMatrix(
  filter: Int, map: Int, into matrix: UnsafeMutablePointer<Float>
) -> (rows: Int, columns: Int) {
  switch filter {
  case 0: writeAny(FourOfThree.self, map: map, into: matrix)
  case 1: writeAny(FourOfFive.self, map: map, into: matrix)
  case 2: writeAny(FourOfThreeStrided.self, map: map, into: matrix)
  case 3: write(EightOfThreeSpread.self, map: map, into: matrix)
  case 4: writeAny(FourOfFiveStrided.self, map: map, into: matrix)
  default: write(EightOfFiveSpread.self, map: map, into: matrix)
  }
}

@inline(__always)
private func writeAny<Filter: GradientFilter>(
  _: Filter.Type, map: Int, into matrix: Destination
) -> (rows: Int, columns: Int) {
  switch map {
  case 3: write(Filter.OutputGradient.self, into: matrix)
  case 4: write(Filter.WeightGradient.self, into: matrix)
  default: write(Filter.self, map: map, into: matrix)
  }
}

@inline(__always)
private func write<Filter: MinimalFilter>(
  _: Filter.Type, map: Int, into matrix: Destination
) -> (rows: Int, columns: Int) {
  switch map {
  case 0: write(Filter.Input.self, into: matrix)
  case 1: write(Filter.Weights.self, into: matrix)
  default: write(Filter.Output.self, into: matrix)
  }
}

/// What a map makes of a unit vector is a column of its matrix.
@inline(__always)
private func write<Map: LinearMap>(_: Map.Type, into matrix: Destination) -> (rows: Int, columns: Int) {
  for column in 0..<Map.inputs {
    Map.apply({ Lane(repeating: $0 == column ? 1 : 0) }, { matrix[$0 &* Map.inputs &+ column] = $1[0] })
  }
  return (Map.outputs, Map.inputs)
}
