package import TensorMath

/// The numbers in which a decoder's output and its target are told.
public enum TargetScale: String, Codable, Hashable, Sendable {
  /// From −1 (black) to 1 (white), as images are loaded.
  case normalised
  /// Brightness from 0 (black) to 1 (white).
  case brightness

  /// The least and the greatest number of an image.
  public var range: ClosedRange<Float> { self == .normalised ? -1...1 : 0...1 }

  /// The range as a script writes it: `-1..1`.
  public var script: String { self == .normalised ? "-1..1" : "0..1" }

  /// Writes a batch of one scale in another; the two batches may be the same.
  package static func convert(
    _ batch: Batch, from source: TargetScale, to target: TargetScale, into result: Batch, compute: ComputeContext
  ) {
    result.count = batch.count
    let (from, to) = (batch.storage.pointer, result.storage.pointer)
    let floats = batch.blockFloats
    compute.run(batch.blocks) { block in
      let places = (block * floats)..<((block + 1) * floats)
      switch (source, target) {
      case (.normalised, .brightness): for place in places { to[place] = (from[place] + 1) / 2 }
      case (.brightness, .normalised): for place in places { to[place] = 2 * from[place] - 1 }
      default: for place in places { to[place] = from[place] }
      }
    }
  }
}
