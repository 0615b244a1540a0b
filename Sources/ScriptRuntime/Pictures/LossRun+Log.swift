import Figures
import Training

extension LossRun {
  /// The losses of a training, as far as it has come.
  init(name: String = "", batches: [Float], epochs: [EpochRecord], epochsBefore: Int) {
    self.init(
      name: name, batches: batches.map(Double.init), epochEnds: epochs.map(\.step),
      validation: epochs.compactMap(\.validationMean), epochsBefore: epochsBefore)
  }

  /// The losses of a training that is over, and their terms if those are asked for.
  init(_ log: TrainingLog, name: String, withTerms: Bool) {
    self.init(name: name, batches: log.batchLosses, epochs: log.epochs, epochsBefore: log.epochsBefore)
    guard withTerms else { return }
    terms = zip(log.termNames, log.termLosses).map { term, losses in
      LossTermRun(
        name: term, batches: losses.map(Double.init),
        validation: log.epochs.compactMap { $0.measurements.term(term, of: .validation) })
    }
  }
}
