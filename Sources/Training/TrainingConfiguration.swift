public import NeuralNetworks
public import TensorMath

/// What a training does, apart from the data it does it to.
public struct TrainingConfiguration: Sendable {
  /// How often the training images are gone through.
  public var epochs: Int
  /// Images a step; the last batch of an epoch is smaller where they do not divide the set.
  public var batchSize: Int
  /// What is minimised.
  public var loss: Loss
  /// How the weights follow the gradient.
  public var optimizer: Optimizer

  /// The article's training unless told otherwise: ten epochs of 64 images a batch, the mean squared error, Adam at 1e-3.
  public init(epochs: Int = 10, batchSize: Int = 64, loss: Loss = .mse, optimizer: Optimizer = .adam()) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.loss = loss
    self.optimizer = optimizer
  }
}
