package import FileFormats

/// What the pickles of CIFAR-10 and CIFAR-100 consist of.
package enum CIFARPickle {
  /// The names that they may hold.
  package static let vocabulary = PickleVocabulary(
    PickledArray.names, of: "a CIFAR batch", expecting: "a NumPy array; no other object is loaded")
}
