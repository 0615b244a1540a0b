import Analysis
import Datasets

/// The principal components that a session found lately, so that no images are fitted to twice: filters ask for them each
/// time that they are applied, and figures without being told.
struct FittedComponents {
  /// Numbers that are kept at the most: 64 MB of them.
  private static let mostNumbers = 1 << 24

  private struct Fit {
    let images: ContentDigest
    let components: PrincipalComponents
  }

  /// Those that were asked for last come last.
  private var fits: [Fit] = []

  /// The components of images, just as many as are asked for; nil where they are not kept.
  mutating func take(of images: ContentDigest, size: Int) -> PrincipalComponents? {
    let place = fits.firstIndex { $0.images == images && $0.components.latent == size }
    guard let place else { return nil }
    let fit = fits.remove(at: place)
    fits.append(fit)
    return fit.components
  }

  /// Keeps components, and forgets for them what nobody has asked for the longest.
  mutating func keep(_ components: PrincipalComponents, of images: ContentDigest) {
    fits.append(Fit(images: images, components: components))
    while fits.reduce(0, { $0 + $1.components.components.count }) > Self.mostNumbers { fits.removeFirst() }
  }
}

extension Session {
  /// The first principal components of images, found once for as many of them.
  func principalComponents(of images: any BatchSource, size: Int) throws -> PrincipalComponents {
    let digest = images.contentDigest
    if let known = fittedComponents.take(of: digest, size: size) { return known }
    let found = try PrincipalComponents.fit(
      watched(images, "fitting", times: 2), components: size, compute: compute, unless: stop)
    fittedComponents.keep(found, of: digest)
    return found
  }
}
