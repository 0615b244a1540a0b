/// An operation whose outputs can be scaled, each channel by its own number, in its weights.
public protocol ScalableOperation: AffineOperation {
  /// Writes the weights, each multiplied by the number of the output channel that it belongs to.
  func scale(_ weights: FloatSlice, by scales: FloatSlice, into scaled: FloatSlice)
}

extension Convolution: ScalableOperation {
  /// Writes the weights, each multiplied by the number of its output channel.
  public func scale(_ weights: FloatSlice, by scales: FloatSlice, into scaled: FloatSlice) {
    check(scales, geometry.outputChannels, weights, scaled, geometry)
    let each = geometry.groupInputs * geometry.kernelTaps
    for output in 0..<geometry.outputChannels {
      let scale = scales.pointer[output]
      for place in output * each..<(output + 1) * each { scaled.pointer[place] = weights.pointer[place] * scale }
    }
  }
}

extension TransposedConvolution: ScalableOperation {
  /// Writes the weights, each multiplied by the number of its output channel.
  public func scale(_ weights: FloatSlice, by scales: FloatSlice, into scaled: FloatSlice) {
    check(scales, geometry.inputChannels, weights, scaled, geometry)
    let (outputs, taps) = (geometry.groupInputs, geometry.kernelTaps)
    for input in 0..<geometry.outputChannels {
      for output in 0..<outputs {
        let scale = scales.pointer[input / geometry.groupOutputs * outputs + output]
        let first = (input * outputs + output) * taps
        for place in first..<first + taps { scaled.pointer[place] = weights.pointer[place] * scale }
      }
    }
  }
}

private func check(
  _ scales: FloatSlice, _ channels: Int, _ weights: FloatSlice, _ scaled: FloatSlice, _ geometry: ConvolutionGeometry
) {
  scales.check(channels)
  weights.check(geometry.weightCount)
  scaled.check(geometry.weightCount)
}
