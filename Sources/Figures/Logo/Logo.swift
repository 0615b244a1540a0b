/// Darkroom's mark: a print in red light, of which a picture is half developed.
public struct Logo: Sendable {
  /// The mark as a square figure of so many pixels a side, drawn at 72 pixels an inch.
  public static func figure(pixels: Int) -> Figure {
    let inches = Double(pixels) / 72
    return Figure(content: Logo(), size: FigureSize(width: inches, height: inches, resolution: 72))
  }
}

extension Logo: FigureContent {
  package var title: String? { "Darkroom" }

  package var summary: String { "A print in red light, of which a picture is half developed." }

  package func pageSize(for size: FigureSize, measuring: any Canvas) -> Size {
    Size((size.width ?? 1) * 72, (size.height ?? 1) * 72)
  }

  package func draw(on canvas: any Canvas, size: FigureSize) {
    let side = min(canvas.size.width, canvas.size.height)
    /// A place in hundredths of the side.
    func at(_ x: Double, _ y: Double) -> Point { Point(x * side / 100, y * side / 100) }
    func box(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> Path {
      Path(Rectangle(left: at(left, 0).x, top: at(0, top).y, right: at(right, 0).x, bottom: at(0, bottom).y))
    }
    let (room, light, paper) = (Color(hex: 0x24090B), Color(hex: 0xD7263D), Color(hex: 0xFBE9E4))
    canvas.fill(Path(Rectangle(left: 0, top: 0, width: canvas.size.width, height: canvas.size.height)), color: room)
    // The safelight's glow.
    for radius in [62.0, 48, 36] {
      canvas.clip(to: Rectangle(left: 0, top: 0, width: side, height: side)) {
        canvas.fill(.circle(center: at(50, 0), radius: radius * side / 100), color: light.opacity(0.22))
      }
    }
    canvas.fill(box(16, 24, 84, 86), color: paper)
    canvas.clip(to: Rectangle(left: at(21, 0).x, top: at(0, 29).y, right: at(79, 0).x, bottom: at(0, 81).y)) {
      // The picture comes out from left to right, as if it were still in the bath.
      for (index, left) in stride(from: 21.0, to: 79, by: 58.0 / 6).enumerated() {
        let strength = 1 - Double(index) / 6.5
        let right = left + 58.0 / 6
        canvas.clip(to: Rectangle(left: at(left, 0).x, top: 0, right: at(right, 0).x, bottom: side)) {
          canvas.fill(box(21, 29, 79, 81), color: Color(hex: 0xE58A7B).opacity(strength))
          canvas.fill(.circle(center: at(38, 45), radius: 8 * side / 100), color: paper.opacity(strength))
          var hills = Path(through: [
            at(21, 72), at(36, 57), at(48, 68), at(63, 48), at(79, 66), at(79, 81), at(21, 81),
          ])
          hills.elements.append(.close)
          canvas.fill(hills, color: room.opacity(strength))
        }
      }
    }
  }
}
