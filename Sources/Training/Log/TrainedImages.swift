public import Datasets

/// Which images a training was about, told by what they are.
public struct TrainedImages: Hashable, Sendable {
  /// What was to be made: the targets, or else the images themselves.
  public let training: ContentDigest
  /// What the validation loss was measured on, where there was any.
  public let validation: ContentDigest?

  /// The digests of both.
  public init(training: ContentDigest, validation: ContentDigest?) {
    self.training = training
    self.validation = validation
  }
}
