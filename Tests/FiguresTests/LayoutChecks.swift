import Figures
import Testing

/// What must hold of every chart, whatever it shows.
enum LayoutChecks {
  static func size(_ numbers: inout some RandomNumberGenerator) -> Size {
    [Size(504, 306), Size(252, 180), Size(1000, 400)].randomElement(using: &numbers) ?? Size(504, 306)
  }

  /// No text is clipped by the page, and none lies over another.
  static func expectReadable(_ canvas: RecordingCanvas, _ name: String) {
    let page = Rectangle(left: 0, top: 0, width: canvas.size.width, height: canvas.size.height)
    let texts = canvas.texts.filter { !$0.string.isEmpty }
    for (index, first) in texts.enumerated() {
      #expect(page.contains(first.bounds, tolerance: 0.01), "\(name): “\(first.string)” at \(first.bounds)")
      for second in texts[(index + 1)...] {
        #expect(
          !first.bounds.inset(by: 0.01).overlaps(second.bounds.inset(by: 0.01)),
          "\(name): “\(first.string)” \(first.bounds) over “\(second.string)” \(second.bounds)")
      }
    }
  }

  /// Every tick stands beside the marks' room.
  static func expectTicksInside(_ frame: PlotFrame, _ name: String) {
    let plot = frame.plot
    for tick in frame.horizontalTicks {
      let place = frame.horizontal.place(tick.value) ?? -.infinity
      #expect(place >= plot.left - 0.01 && place <= plot.right + 0.01, "\(name): \(tick)")
    }
    for tick in frame.verticalTicks {
      let place = frame.vertical.place(tick.value) ?? -.infinity
      #expect(place >= plot.top - 0.01 && place <= plot.bottom + 0.01, "\(name): \(tick)")
    }
  }
}
