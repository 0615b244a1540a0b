import Basics
import Datasets
import Options

extension Session {
  /// Says that a figure has the first of some images alone, unless it was asked for so many.
  func remark(drawing shown: Int, of all: Int, asked: Bool) {
    guard shown < all, !asked else { return }
    output.remark("the first \(countText(shown)) of \(countText(all, "image")) are drawn; `limit=` says how many")
  }

  /// A value of the session that is these images; nil where none is.
  func images(of digest: ContentDigest) -> Value? {
    variables.values.lazy.flatMap { $0.members.map(\.value) }.first { value in
      ImageCollection(value)?.source.contentDigest == digest
    }
  }
}
