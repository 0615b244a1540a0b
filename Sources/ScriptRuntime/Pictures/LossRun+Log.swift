import Figures
import Training

extension LossRun {
  /// The losses of a training, as far as it has come.
  init(name: String = "", batches: [Float], epochs: [EpochRecord], epochsBefore: Int) {
    self.init(
      name: name, batches: batches.map(Double.init), epochEnds: epochs.map(\.step),
      validation: epochs.compactMap(\.validationMean), epochsBefore: epochsBefore)
  }
}
