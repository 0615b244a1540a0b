internal import Basics
internal import Distributed
internal import NeuralNetworks
internal import TensorMath

/// A training that several processes run together, each with its part of every batch, so that all come to the same weights.
final class SharedTraining {
  /// The processes.
  let processes: any ProcessGroup
  /// The part of the batch under way that is computed here.
  let share: BatchShare
  /// Where parts of batches are computed.
  let compute: ComputeContext
  /// Whether the training is to stop, as all know of each other.
  private(set) var isStopping = false
  private let stop: StopFlag

  /// A training that shares its batches; nil where there is nobody to share them with.
  init?(_ processes: (any ProcessGroup)?, compute: ComputeContext, stop: StopFlag) {
    guard let processes, processes.count > 1 else { return nil }
    self.processes = processes
    self.stop = stop
    share = BatchShare(processes)
    self.compute = ComputeContext(compute, sharing: share)
  }

  /// Asks all processes whether any of them is to stop; then all are.
  func askForStop() { note(stop: processes.agree(stop.isSet)) }

  /// Gives every process the gradients and the losses of the whole batch, which the last has that computed a part of it,
  /// and the loss of the whole. Which of them were asked to stop goes with it.
  func combine(_ loss: Double, terms: LossTerms, of model: Autoencoder) -> Double {
    var asked = 0.0
    withUnsafeMutablePointer(to: &asked) { asked in
      share.continueSums(asked, 1, zero: 0) { asked.pointee += stop.isSet ? 1 : 0 }
    }
    var values = [asked, loss] + terms.values
    values.withUnsafeMutableBytes { processes.broadcast($0, from: share.lastRank) }
    share.handOut(model.gradients)
    terms.take(Array(values[2...]))
    note(stop: values[0] > 0)
    return values[1]
  }

  private func note(stop isAsked: Bool) {
    isStopping = isStopping || isAsked
    if isStopping { stop.set() }
  }
}
