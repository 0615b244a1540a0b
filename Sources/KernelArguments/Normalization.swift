// What normalisations are told of a part of a batch. Statistics of a group are `[3][16]`: the center, what it loses as a
// float, and the inverse deviation of each sample.

/// Some pixels of a block, `[pixels][channels of all groups][16]`, of which the first `samples` lanes are real.
package struct PixelStretch {
  package let floats: UnsafePointer<Float>
  /// Floats from one pixel to the next.
  package let stride: Int
  package let pixels: Int
  /// Channels of each group.
  package let channels: Int
  package let groups: Int, samples: Int

  package init(
    floats: UnsafePointer<Float>, stride: Int, pixels: Int, channels: Int, groups: Int = 1, samples: Int
  ) {
    self.floats = floats
    self.stride = stride
    self.pixels = pixels
    self.channels = channels
    self.groups = groups
    self.samples = samples
  }
}

/// Sums of numbers and of their squares.
package struct MomentSums {
  package let pixels: PixelStretch
  /// 32 doubles a channel of all groups, or of eight channels if those are more.
  package let room: UnsafeMutablePointer<Double>
  package let moments: UnsafeMutablePointer<Double>

  package init(
    pixels: PixelStretch, room: UnsafeMutablePointer<Double>, moments: UnsafeMutablePointer<Double>
  ) {
    self.pixels = pixels
    self.room = room
    self.moments = moments
  }
}

/// Sums of channels' gradients, and of their products with distances from the centers.
package struct ChannelGradientSums {
  package let pixels: PixelStretch
  package let gradient: UnsafePointer<Float>
  /// A center for every lane.
  package let centers: UnsafePointer<Float>
  /// 32 doubles a channel.
  package let room: UnsafeMutablePointer<Double>
  package let moments: UnsafeMutablePointer<Double>

  package init(
    pixels: PixelStretch, gradient: UnsafePointer<Float>, centers: UnsafePointer<Float>,
    room: UnsafeMutablePointer<Double>, moments: UnsafeMutablePointer<Double>
  ) {
    self.pixels = pixels
    self.gradient = gradient
    self.centers = centers
    self.room = room
    self.moments = moments
  }
}

/// The same of groups with statistics of each sample.
package struct GroupGradientSums {
  package let pixels: PixelStretch
  package let gradient: UnsafePointer<Float>, statistics: UnsafePointer<Float>
  package let weights: UnsafePointer<Float>?
  /// 40 doubles a channel of all groups.
  package let room: UnsafeMutablePointer<Double>
  /// What the gradients of weights and biases are made of, `[channels of all groups][2]`, bias first.
  package let channelSums: UnsafeMutablePointer<Double>
  /// What the gradient of the input takes, `[groups][2][16]`.
  package let groupSums: UnsafeMutablePointer<Double>

  package init(
    pixels: PixelStretch, gradient: UnsafePointer<Float>, statistics: UnsafePointer<Float>,
    weights: UnsafePointer<Float>? = nil, room: UnsafeMutablePointer<Double>, channelSums: UnsafeMutablePointer<Double>,
    groupSums: UnsafeMutablePointer<Double>
  ) {
    self.pixels = pixels
    self.gradient = gradient
    self.statistics = statistics
    self.weights = weights
    self.room = room
    self.channelSums = channelSums
    self.groupSums = groupSums
  }
}

/// A group's partial sums, `[parts][pieces][2][16]`, of `count` numbers in all.
package struct PartialSums {
  package let sums: UnsafePointer<Double>
  /// Doubles from one part to the next.
  package let stride: Int
  package let parts: Int, pieces: Int, count: Int

  package init(
    sums: UnsafePointer<Double>, stride: Int, parts: Int, pieces: Int, count: Int
  ) {
    self.sums = sums
    self.stride = stride
    self.parts = parts
    self.pieces = pieces
    self.count = count
  }
}

/// The statistics that a group's sums give.
package struct GroupStatistics {
  package let sums: PartialSums
  package let epsilon: Double
  package let samples: Int
  package let statistics: UnsafeMutablePointer<Float>

  package init(
    sums: PartialSums, epsilon: Double, samples: Int, statistics: UnsafeMutablePointer<Float>
  ) {
    self.sums = sums
    self.epsilon = epsilon
    self.samples = samples
    self.statistics = statistics
  }
}

/// The terms of a group's gradient that its sums give, `[2][16]`.
package struct GroupGradientTerms {
  package let sums: PartialSums
  package let statistics: UnsafePointer<Float>
  package let terms: UnsafeMutablePointer<Float>

  package init(
    sums: PartialSums, statistics: UnsafePointer<Float>, terms: UnsafeMutablePointer<Float>
  ) {
    self.sums = sums
    self.statistics = statistics
    self.terms = terms
  }
}

/// Pixels that are scaled and shifted by tables of centers, scales and shifts, `[channels][16]` each.
package struct ScaledStretch {
  package let pixels: PixelStretch
  /// Tables that follow each other, so many floats apart.
  package let tables: UnsafePointer<Float>
  package let tableStride: Int
  /// Whether what is negative becomes zero.
  package let rectified: Bool
  package let result: UnsafeMutablePointer<Float>

  package init(
    pixels: PixelStretch, tables: UnsafePointer<Float>, tableStride: Int, rectified: Bool,
    result: UnsafeMutablePointer<Float>
  ) {
    self.pixels = pixels
    self.tables = tables
    self.tableStride = tableStride
    self.rectified = rectified
    self.result = result
  }
}

/// The same with the statistics of groups.
package struct GroupScaledStretch {
  package let pixels: PixelStretch
  package let statistics: UnsafePointer<Float>
  package let weights: UnsafePointer<Float>?, biases: UnsafePointer<Float>?
  /// Whether what is negative becomes zero.
  package let rectified: Bool
  /// 48 floats a channel of all groups.
  package let room: UnsafeMutablePointer<Float>
  package let result: UnsafeMutablePointer<Float>

  package init(
    pixels: PixelStretch, statistics: UnsafePointer<Float>, weights: UnsafePointer<Float>? = nil,
    biases: UnsafePointer<Float>? = nil, rectified: Bool, room: UnsafeMutablePointer<Float>,
    result: UnsafeMutablePointer<Float>
  ) {
    self.pixels = pixels
    self.statistics = statistics
    self.weights = weights
    self.biases = biases
    self.rectified = rectified
    self.room = room
    self.result = result
  }
}

/// The gradient of pixels by tables of centers, factors, slopes and rests, `[channels][16]` each.
package struct NormalizationGradient {
  package let pixels: PixelStretch
  package let gradient: UnsafePointer<Float>
  /// The result is zero where the mask is not positive.
  package let mask: UnsafePointer<Float>?
  /// Tables that follow each other, so many floats apart.
  package let tables: UnsafePointer<Float>
  package let tableStride: Int
  package let result: UnsafeMutablePointer<Float>

  package init(
    pixels: PixelStretch, gradient: UnsafePointer<Float>, mask: UnsafePointer<Float>? = nil,
    tables: UnsafePointer<Float>, tableStride: Int, result: UnsafeMutablePointer<Float>
  ) {
    self.pixels = pixels
    self.gradient = gradient
    self.mask = mask
    self.tables = tables
    self.tableStride = tableStride
    self.result = result
  }
}

/// The same with the statistics of groups, and terms of their gradient, `[groups][2][16]`.
package struct GroupNormalizationGradient {
  package let pixels: PixelStretch
  package let gradient: UnsafePointer<Float>
  /// The result is zero where the mask is not positive.
  package let mask: UnsafePointer<Float>?
  package let statistics: UnsafePointer<Float>, terms: UnsafePointer<Float>
  package let weights: UnsafePointer<Float>?
  /// 64 floats a channel of all groups.
  package let room: UnsafeMutablePointer<Float>
  package let result: UnsafeMutablePointer<Float>

  package init(
    pixels: PixelStretch, gradient: UnsafePointer<Float>, mask: UnsafePointer<Float>? = nil,
    statistics: UnsafePointer<Float>, terms: UnsafePointer<Float>, weights: UnsafePointer<Float>? = nil,
    room: UnsafeMutablePointer<Float>, result: UnsafeMutablePointer<Float>
  ) {
    self.pixels = pixels
    self.gradient = gradient
    self.mask = mask
    self.statistics = statistics
    self.terms = terms
    self.weights = weights
    self.room = room
    self.result = result
  }
}

/// Entries of a block that are normalised, each with a weight and a bias of its own.
package struct NormalizedEntries {
  package let values: UnsafePointer<Float>
  package let entries: Int, samples: Int
  package let statistics: UnsafePointer<Float>
  package let weights: UnsafePointer<Float>?, biases: UnsafePointer<Float>?
  /// Whether what is negative becomes zero.
  package let rectified: Bool
  package let result: UnsafeMutablePointer<Float>

  package init(
    values: UnsafePointer<Float>, entries: Int, samples: Int, statistics: UnsafePointer<Float>,
    weights: UnsafePointer<Float>? = nil, biases: UnsafePointer<Float>? = nil, rectified: Bool,
    result: UnsafeMutablePointer<Float>
  ) {
    self.values = values
    self.entries = entries
    self.samples = samples
    self.statistics = statistics
    self.weights = weights
    self.biases = biases
    self.rectified = rectified
    self.result = result
  }
}

/// Entries of all blocks, the last of which has `samples` samples, and where the sums of their gradient go.
package struct EntryGradientSums {
  package let values: UnsafePointer<Float>, gradient: UnsafePointer<Float>
  /// Floats from one block to the next.
  package let stride: Int
  package let blocks: Int, entries: Int, samples: Int
  /// Those of each block.
  package let statistics: UnsafePointer<Float>
  package let weights: UnsafePointer<Float>?
  /// 512 floats.
  package let room: UnsafeMutablePointer<Float>
  package let weightGradient: UnsafeMutablePointer<Float>?, biasGradient: UnsafeMutablePointer<Float>?
  /// The sums so far of every entry and image, of biases and of weights, `[entries][2][16]`, which go on there; nil where
  /// they begin at nothing.
  package let running: UnsafeMutablePointer<Float>?
  /// Of each block those of `weight · dy` and of `weight · dy · (x − center)`, `[blocks][2][16]`.
  package let sums: UnsafeMutablePointer<Double>

  package init(
    values: UnsafePointer<Float>, gradient: UnsafePointer<Float>, stride: Int, blocks: Int, entries: Int, samples: Int,
    statistics: UnsafePointer<Float>, weights: UnsafePointer<Float>? = nil, room: UnsafeMutablePointer<Float>,
    weightGradient: UnsafeMutablePointer<Float>? = nil, biasGradient: UnsafeMutablePointer<Float>? = nil,
    running: UnsafeMutablePointer<Float>? = nil, sums: UnsafeMutablePointer<Double>
  ) {
    self.values = values
    self.gradient = gradient
    self.stride = stride
    self.blocks = blocks
    self.entries = entries
    self.samples = samples
    self.statistics = statistics
    self.weights = weights
    self.room = room
    self.weightGradient = weightGradient
    self.biasGradient = biasGradient
    self.running = running
    self.sums = sums
  }
}

/// The gradient of entries of a block, whose terms are `[2][16]`.
package struct EntryGradient {
  package let values: UnsafePointer<Float>, gradient: UnsafePointer<Float>
  /// The result is zero where the mask is not positive.
  package let mask: UnsafePointer<Float>?
  package let entries: Int, samples: Int
  package let statistics: UnsafePointer<Float>, terms: UnsafePointer<Float>
  package let weights: UnsafePointer<Float>?
  package let result: UnsafeMutablePointer<Float>

  package init(
    values: UnsafePointer<Float>, gradient: UnsafePointer<Float>, mask: UnsafePointer<Float>? = nil, entries: Int,
    samples: Int, statistics: UnsafePointer<Float>, terms: UnsafePointer<Float>, weights: UnsafePointer<Float>? = nil,
    result: UnsafeMutablePointer<Float>
  ) {
    self.values = values
    self.gradient = gradient
    self.mask = mask
    self.entries = entries
    self.samples = samples
    self.statistics = statistics
    self.terms = terms
    self.weights = weights
    self.result = result
  }
}
