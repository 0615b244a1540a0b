import Datasets
import Options

extension Session {
  /// A value of the session that is these images; nil where none is.
  func images(of digest: ContentDigest) -> Value? {
    variables.values.lazy.flatMap { $0.members.map(\.value) }.first { value in
      ImageCollection(value)?.source.contentDigest == digest
    }
  }
}
