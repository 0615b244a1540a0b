package import KernelArguments

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

/// Spreads the weights of some output channels to their factors.
package func spreadWeights(_ all: WeightSpreading) {
  let weights = all.weights
  @inline(__always) func run<Filter: MinimalFilter>(_: Filter.Type) {
    let taps = Filter.taps &* Filter.taps
    let positionStride = spreadWeightFloats(outputs: weights.channels.outputs, inputs: weights.channels.inputs)
    let kernel = all.workspace
    let middle = kernel + mostTileLanes &* entryWidth
    var channel = all.firstChannel
    while channel < all.lastChannel {
      #if AVX512
        let rows = paddedChannels(weights.channels.outputs) &- channel >= 8 ? 8 : 4
        var target = all.spread + channel / 8 &* groupFloats(rows: 8, inputs: weights.channels.inputs)
      #else
        let rows = 4
        var target = all.spread + channel / 4 &* groupFloats(rows: 4, inputs: weights.channels.inputs)
      #endif
      let count = rows &* weights.channels.inputs
      var first = 0
      while first < count {
        for lane in 0..<laneWidth {
          let input = (first &+ lane) / rows
          let output = channel &+ (first &+ lane) % rows
          let exists = first &+ lane < count && output < weights.channels.outputs
          let source = weights.values + (exists ? output &* weights.outputStride &+ input &* weights.inputStride : 0)
          for tap in 0..<taps {
            kernel[tap &* laneWidth &+ lane] = exists ? source[all.reversed ? taps &- 1 &- tap : tap] : 0
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
  switch all.filter {
  case 0: run(FourOfThree.self)
  case 1: run(FourOfFive.self)
  case 2: run(FourOfThreeStrided.self)
  case 3: run(EightOfThreeSpread.self)
  case 4: run(FourOfFiveStrided.self)
  default: run(EightOfFiveSpread.self)
  }
}
