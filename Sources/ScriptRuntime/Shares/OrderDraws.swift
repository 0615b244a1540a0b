import NeuralNetworks
import Options
import TensorMath
import Training

/// What a training draws that draws nothing but the order of its images, so that random numbers go on behind it in a place
/// that is known before.
struct OrderDraws {
  private let epochs: Int
  private let order: any Order
  /// The images; nil where only the run knows how many there are.
  private let images: Int?
  private let validates: Bool

  /// The draws of a training; nil where it may draw more, or its epochs are not known.
  init?(_ call: Call) {
    let others: [any OptionDeclaring] = [TrainingChoices.augment, TrainingChoices.corrupt, TrainingChoices.patience]
    guard let description = call.facts(AskedTraining.model)?.model, let epochs = call.known(AskedTraining.epochs),
      let shuffles = call.known(TrainingChoices.shuffle), !description.drawsInTraining,
      !others.contains(where: { call.isGiven($0) })
    else { return nil }
    self.epochs = epochs
    order = TrainingChoices.order(shuffled: shuffles)
    images = call.facts(AskedTraining.on)?.count
    validates = call.isGiven(AskedTraining.validate)
  }

  /// Draws what the training would; false where only its run knows how much that is.
  func skip(in random: RandomStream) -> Bool {
    guard let images else { return false }
    for _ in 0..<epochs {
      _ = order.places(of: images, random: random)
      if validates { random.generator.skipLoaderSeed() }
    }
    return true
  }
}

extension AutoencoderDescription {
  /// Whether a training step draws random numbers.
  fileprivate var drawsInTraining: Bool {
    bottleneck.makesCode || encoder.drawsInTraining || decoder.drawsInTraining
  }
}
