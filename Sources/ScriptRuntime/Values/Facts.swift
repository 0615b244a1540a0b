import Datasets
import NeuralNetworks
import Training

extension Value {
  /// What commands check before they run, of a value at hand or of a foreseen one; nil where there is nothing to know.
  var facts: Foreseen? {
    var facts = Foreseen(type)
    switch self {
    case .foreseen(let foreseen): return foreseen
    case .data(let set):
      facts.count = set.count
      facts.imageShape = set.shape
      facts.classNames = set.hasLabels ? set.classNames : []
    case .images(let images):
      facts.count = images.count
      facts.imageShape = images.shape
      facts.classNames = images.labels == nil ? [] : images.classNames
    case .codes(let codes):
      facts.count = codes.count
      facts.latent = codes.latent
    case .model(let model):
      facts.model = model.description
      facts.latent = model.latentSize
    case .table(let table): facts.columns = Set(table.names)
    case .measures(let measures):
      facts.count = measures.count
      facts.measures = Set(measures.names)
      facts.classNames = measures.labels == nil ? [] : measures.classNames
    case .log(let log):
      facts.watches = log.watched != nil
    default: return nil
    }
    return facts
  }

  /// The value on its own, or the members of a family in order.
  var members: [(index: Family.Index?, value: Value)] {
    guard case .family(let family) = self else { return [(nil, self)] }
    return family.members.map { ($0.key, $0.value) }
  }
}
