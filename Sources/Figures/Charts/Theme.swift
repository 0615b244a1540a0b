/// The one look of all figures: sizes in points, and colours.
package enum Theme {
  package static let margin = 10.0
  package static let titleFont = Font(size: 12, isBold: true)
  package static let labelFont = Font(size: 10)
  package static let tickFont = Font(size: 9)
  package static let legendFont = Font(size: 9)
  package static let noteFont = Font(size: 8)

  package static let paper = Color.white
  package static let ink = Color(hex: 0x222222)
  package static let quietInk = Color(hex: 0x555555)
  package static let gridLine = Color(hex: 0xE4E4E4)
  package static let axisLine = Color(hex: 0x777777)
  package static let missing = Color(hex: 0xD8D8D8)

  package static func color(_ index: Int) -> Color {
    let count = Color.okabeIto.count
    return Color.okabeIto[((index % count) + count) % count]
  }
}
