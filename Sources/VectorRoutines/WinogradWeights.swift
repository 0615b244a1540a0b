// The factors of a convolution's weights, laid out as the products read them: groups of output channels, and in each
// [input channel][output channel]. With AVX-512 a group has eight channels, and four where fewer are left.

/// Output channels with those that fill the last group of four.
@inline(__always) func paddedChannels(_ channels: Int) -> Int { (channels &+ 3) & ~3 }

/// Floats of a group of `rows` output channels' factors, in whole entries.
@inline(__always) func groupFloats(rows: Int, inputs: Int) -> Int {
  (rows &* inputs &+ entryWidth &- 1) & ~(entryWidth &- 1)
}

/// Floats of one product's factors.
@inline(__always) func spreadWeightFloats(outputs: Int, inputs: Int) -> Int {
  let padded = paddedChannels(outputs)
  #if AVX512
    let eights = padded / 8
    return eights &* groupFloats(rows: 8, inputs: inputs) &+ (padded / 4 % 2) &* groupFloats(rows: 4, inputs: inputs)
  #else
    return padded / 4 &* groupFloats(rows: 4, inputs: inputs)
  #endif
}

/// Spreads the weights of output channels from `firstChannel` to `lastChannel`, both multiples of eight or the end:
/// `[products²][groups of output channels][input channels][channels of the group]`.
///
/// The weight of output channel `o`, input channel `c` and tap `t` is read at `o * outputStride + c * inputStride + t`,
/// or in the opposite order of taps where `reversed`. `workspace` holds 162 entries.
public func spreadWeights(
  filter: Int, weights: UnsafePointer<Float>, outputChannels: Int, outputStride: Int, inputChannels: Int,
  inputStride: Int, reversed: Bool, firstChannel: Int, lastChannel: Int, workspace: UnsafeMutablePointer<Float>,
  into spread: UnsafeMutablePointer<Float>
) {
  @inline(__always) func run<Filter: MinimalFilter>(_: Filter.Type) {
    let taps = Filter.taps &* Filter.taps
    let positionStride = spreadWeightFloats(outputs: outputChannels, inputs: inputChannels)
    let kernel = workspace
    let middle = kernel + 81 &* entryWidth
    var channel = firstChannel
    while channel < lastChannel {
      #if AVX512
        let rows = paddedChannels(outputChannels) &- channel >= 8 ? 8 : 4
        var target = spread + channel / 8 &* groupFloats(rows: 8, inputs: inputChannels)
      #else
        let rows = 4
        var target = spread + channel / 4 &* groupFloats(rows: 4, inputs: inputChannels)
      #endif
      let count = rows &* inputChannels
      var first = 0
      while first < count {
        for lane in 0..<laneWidth {
          let input = (first &+ lane) / rows
          let output = channel &+ (first &+ lane) % rows
          let exists = first &+ lane < count && output < outputChannels
          let source = weights + (exists ? output &* outputStride &+ input &* inputStride : 0)
          for tap in 0..<taps {
            kernel[tap &* laneWidth &+ lane] = exists ? source[reversed ? taps &- 1 &- tap : tap] : 0
          }
        }
        mapColumns(Filter.Weights.self, middle: middle) {
          (kernel + ($0 &* Filter.taps &+ $1) &* laneWidth).lane
        }
        for i in 0..<Filter.spreads {
          let place = target + i &* Filter.spreads &* positionStride
          mapRow(Filter.Weights.self, i, middle: middle) { (place + $0 &* positionStride).lane = $1 }
        }
        target += laneWidth
        first &+= laneWidth
      }
      channel &+= rows
    }
  }
  switch filter {
  case 0: run(FourOfThree.self)
  case 1: run(TwoOfFive.self)
  case 2: run(FourOfThreeStrided.self)
  default: run(EightOfThreeSpread.self)
  }
}
