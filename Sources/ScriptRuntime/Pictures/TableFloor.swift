import Analysis
import Basics
import Datasets
import NeuralNetworks
import Options
import Training

/// The line of principal components beside a curve of errors over the length of the code: what a straight line leaves.
struct TableFloor {
  /// The images that they are fitted to, and those that the error is measured on.
  let fitted, measured: ContentDigest
  /// The lengths of the codes.
  let sizes: [Int]

  /// Nil where the curve is no mean squared error over the length of the code.
  init?(_ table: Table, x places: [Table.Number?], names: [String]) {
    guard let origin = table.origin else { return nil }
    let sizes = Set(places.compactMap { $0.flatMap { Int(exactly: $0.mean) } })
    guard !sizes.isEmpty, sizes.isSubset(of: Set(origin.latents)), places.allSatisfy({ $0 != nil }) else { return nil }
    if names.contains("validation"), let validation = origin.images.validation {
      measured = validation
    } else if names.contains("training") {
      measured = origin.images.training
    } else {
      return nil
    }
    fitted = origin.images.training
    self.sizes = sizes.sorted()
  }

  /// The line; nil where the session has the images no longer, or no memory to fit to them.
  func reference(_ session: Session) throws -> TableCurve.Reference? {
    guard let images = session.images(of: fitted).flatMap(ImageCollection.init)?.source,
      let others = session.images(of: measured).flatMap(ImageCollection.init)?.source,
      let shape = ImageShape(images.sampleShape)
    else { return nil }
    let most = PrincipalComponents.most(count: images.count, shape: shape)
    let sizes = sizes.filter { $0 <= most }
    guard let largest = sizes.last,
      PrincipalComponents.memory(count: images.count, shape: shape, components: largest)
        <= session.settings.memoryLimit ?? .max
    else { return nil }
    let components = try session.principalComponents(of: images, size: largest)
    let errors = try components.meanSquaredErrors(
      of: sizes, on: others, compute: session.compute, unless: session.stop)
    return TableCurve.Reference(name: "principal components", x: sizes.map(Double.init), y: errors)
  }
}

extension Table {
  /// What the trainings of a table have in common, where their errors can be compared with those of principal components.
  public struct Origin: Hashable, Sendable {
    /// The images.
    let images: TrainedImages
    /// The lengths of the codes.
    let latents: [Int]

    /// Nil where the trainings were about different images, or made another loss small than the mean squared error.
    init?(_ logs: [TrainingLog]) {
      guard let images = logs.first?.images,
        logs.allSatisfy({ $0.images == images && $0.lossName == Objective.meanSquaredError.name })
      else {
        return nil
      }
      self.images = images
      latents = logs.map(\.latentSize)
    }
  }
}
