public import Datasets
public import Distributed
public import NeuralNetworks
public import TensorMath

/// What a training does, apart from the data it does it to.
public struct TrainingConfiguration: Sendable {
  /// How often the training images are gone through.
  public var epochs: Int
  /// Images a step.
  public var batchSize: Int
  /// What is minimised.
  public var objective: Objective
  /// How the weights follow the gradient.
  public var optimizer: Optimizer
  /// The learning rate of each step.
  public var schedule: any Schedule = ConstantSchedule()
  /// The order in which images come.
  public var order: any Order = FileOrder()
  /// Whether a last batch that is not full is left out; else it is smaller.
  public var dropsLast = false
  /// How training images are changed, each by itself, before they are targets.
  public var augmentations: [any Augmentation] = []
  /// What is done to training images before the network sees them; the target stays as it was.
  public var corruption: (any Corruption)?
  /// Whether the images of validation are corrupted too.
  public var corruptsValidation = false
  /// How gradients that are large are made smaller; nil where they stay as they are.
  public var clipping: GradientClipping?
  /// How many epochs without a smaller loss are borne; nil for all.
  public var patience: Int?
  /// Whether the model ends with the weights of the epoch whose loss was smallest, and not with the last.
  public var keepsBest = false
  /// The weight of the bottleneck's own term.
  public var beta = Ramp(to: 1)
  /// What is measured of the validation images after every epoch.
  public var metrics: [Metric] = []
  /// The processes that share the training, each of which runs it with the same images; nil for this one alone.
  public var processes: (any ProcessGroup)?

  /// The article's training unless told otherwise: ten epochs of 64 images a batch, the mean squared error, Adam at 1e-3.
  public init(
    epochs: Int = 10, batchSize: Int = 64, objective: Objective = .meanSquaredError,
    optimizer: Optimizer = .adam
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.objective = objective
    self.optimizer = optimizer
  }

  /// The batches that so many images make.
  func steps(of images: Int) -> Int {
    dropsLast && images >= batchSize ? images / batchSize : (images - 1) / batchSize + 1
  }
}

/// A number that grows from zero over some steps, and stays then.
public struct Ramp: Sendable, Hashable {
  /// Where it ends.
  public let final: Double
  /// The steps that it takes to get there; none where it begins there.
  public let steps: Int

  /// A ramp up to a number.
  public init(to final: Double, steps: Int = 0) {
    self.final = final
    self.steps = steps
  }

  /// The number at a step, counted from 0.
  func value(at step: Int) -> Double { step < steps ? final * Double(step) / Double(steps) : final }
}
