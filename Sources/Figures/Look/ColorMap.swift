/// A scale of colours whose equal steps look equally large.
package struct ColorMap: Hashable, Sendable {
  /// Colours at equal distances, two at least.
  private let anchors: [Color]

  /// From dark to bright, after the scale viridis by van der Walt and Smith, 2015.
  package static let viridis = ColorMap(anchors: [
    Color(hex: 0x440154), Color(hex: 0x482878), Color(hex: 0x3E4989), Color(hex: 0x31688E), Color(hex: 0x26828E),
    Color(hex: 0x1F9E89), Color(hex: 0x35B779), Color(hex: 0x6DCD59), Color(hex: 0xB4DE2C), Color(hex: 0xFDE725),
  ])
  /// From the paper's white to all but black ink, for print.
  package static let grays = ColorMap(anchors: [Color(hex: 0xF7F7F7), Color(hex: 0x111111)])

  /// The colour at `place`, 0 to 1; places outside are brought to the ends.
  package func color(_ place: Double) -> Color {
    let along = min(max(place.isNaN ? 0 : place, 0), 1) * Double(anchors.count - 1)
    let index = min(Int(along), anchors.count - 2)
    let part = along - Double(index)
    let (low, high) = (anchors[index], anchors[index + 1])
    return Color(
      red: low.red + part * (high.red - low.red), green: low.green + part * (high.green - low.green),
      blue: low.blue + part * (high.blue - low.blue))
  }

  /// Black or white, whichever is read better on `color`.
  package static func ink(on color: Color) -> Color {
    0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue > 0.5 ? .black : .white
  }
}

extension Color {
  /// The red, green and blue parts, 0 to 255.
  var bytes: [UInt8] { [red, green, blue].map { UInt8((min(max($0, 0), 1) * 255).rounded()) } }
}
