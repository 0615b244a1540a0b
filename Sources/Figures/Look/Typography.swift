/// The sizes of all figures' texts and of what surrounds them, in points: the same in every theme, so that figures that
/// differ in their theme alone are laid out alike.
package enum Typography {
  package static let margin = 10.0
  package static let titleFont = Font(size: 12, isBold: true)
  package static let labelFont = Font(size: 10)
  package static let captionFont = Font(size: 9)
  package static let tickFont = Font(size: 9)
  package static let legendFont = Font(size: 9)
  package static let noteFont = Font(size: 8)
}
