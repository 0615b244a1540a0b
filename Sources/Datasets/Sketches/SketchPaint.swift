/// What a shape is filled with: two colours and the pattern in which they meet.
struct SketchPaint {
  enum Pattern {
    case flat
    /// From the first colour to the second between two heights.
    case gradient(top: Float, bottom: Float)
    /// Soft-edged stripes across the direction, `wavelength` pixels apart.
    case stripes(direction: SIMD2<Float>, wavelength: Float, phase: Float)
    /// Stripes both ways.
    case checks(direction: SIMD2<Float>, wavelength: Float, phase: Float)
    /// Blotches of about `size` pixels.
    case blotches(size: Float, seed: UInt64)
  }

  var first: SketchColour
  var second: SketchColour
  var pattern: Pattern

  /// One colour all over.
  static func flat(_ colour: SketchColour) -> SketchPaint {
    SketchPaint(first: colour, second: colour, pattern: .flat)
  }

  func colour(_ x: Float, _ y: Float) -> SketchColour {
    switch pattern {
    case .flat: first
    case .gradient(let top, let bottom): mix(max(0, min(1, (y - top) / (bottom - top))))
    case .stripes(let direction, let wavelength, let phase):
      mix(Self.wave((x * direction.x + y * direction.y) / wavelength + phase))
    case .checks(let direction, let wavelength, let phase):
      mix(
        Self.weave(
          Self.wave((x * direction.x + y * direction.y) / wavelength + phase),
          Self.wave((x * direction.y - y * direction.x) / wavelength + phase)))
    case .blotches(let size, let seed):
      mix(max(0, min(1, Self.noise(x / size, y / size, seed) * 1.6 - 0.3)))
    }
  }

  private func mix(_ part: Float) -> SketchColour { first + (second - first) * part }

  private static func weave(_ a: Float, _ b: Float) -> Float { a + b - 2 * a * b }

  /// A wave of period 1 between 0 and 1 with steep flanks.
  private static func wave(_ position: Float) -> Float {
    let part = position - position.rounded(.down)
    return max(0, min(1, (abs(part - 0.5) - 0.25) * 5 + 0.5))
  }

  /// Smooth noise from 0 to 1 on a lattice of whole numbers.
  private static func noise(_ x: Float, _ y: Float, _ seed: UInt64) -> Float {
    let left = x.rounded(.down)
    let top = y.rounded(.down)
    let (dx, dy) = (smooth(x - left), smooth(y - top))
    let (column, row) = (Int64(left), Int64(top))
    let upper = lattice(column, row, seed) * (1 - dx) + lattice(column + 1, row, seed) * dx
    let lower = lattice(column, row + 1, seed) * (1 - dx) + lattice(column + 1, row + 1, seed) * dx
    return upper * (1 - dy) + lower * dy
  }

  private static func smooth(_ part: Float) -> Float { part * part * (3 - 2 * part) }

  private static func lattice(_ column: Int64, _ row: Int64, _ seed: UInt64) -> Float {
    let place = UInt64(bitPattern: column &* 0x1_0001 &+ row &* 0x7_F4A7_C15B)
    var generator = SketchGenerator(state: seed ^ place &* 0xD6E8_FEB8_6659_FD93)
    return generator.unit()
  }
}

extension SketchGenerator {
  /// A colour of any hue; saturation and value lie in the ranges.
  mutating func colour(
    hue: ClosedRange<Float> = 0...1, saturation: ClosedRange<Float> = 0.45...0.9, value: ClosedRange<Float> = 0.5...1
  ) -> SketchColour {
    let turn = within(hue.lowerBound, hue.upperBound)
    let depth = within(saturation.lowerBound, saturation.upperBound)
    let light = within(value.lowerBound, value.upperBound)
    var colour = SketchColour.zero
    let offsets = SketchColour(0, 2.0 / 3, 1.0 / 3)
    for channel in 0..<3 {
      var place: Float = turn + offsets[channel]
      place -= place.rounded(.down)
      let full = max(0, min(1, abs(place * 6 - 3) - 1))
      colour[channel] = light * (1 - depth + depth * full)
    }
    return colour
  }

  /// A direction of length 1, of any angle up to a quarter turn.
  mutating func direction() -> SIMD2<Float> {
    let t = within(0, 1)
    return [(1 - t * t) / (1 + t * t), (happens(0.5) ? 2 : -2) * t / (1 + t * t)]
  }

  /// A paint of `colour` with some pattern in it; `contrast` says how far its second colour is away.
  mutating func textured(_ colour: SketchColour, contrast: Float = 0.3) -> SketchPaint {
    let other: SketchColour
    if happens(0.12) {
      other = self.colour(value: 0.3...1)
    } else {
      let lightness = (colour.x + colour.y + colour.z) / 3
      other = lightness > 0.5 ? colour * (1 - contrast) : colour + (SketchColour(repeating: 1) - colour) * contrast
    }
    let pattern: SketchPaint.Pattern
    switch below(10) {
    case 0...3: pattern = .stripes(direction: direction(), wavelength: within(5, 10), phase: unit())
    case 4...5: pattern = .checks(direction: direction(), wavelength: within(7, 13), phase: unit())
    case 6...8: pattern = .blotches(size: within(2.5, 5), seed: next())
    default: pattern = .flat
    }
    return SketchPaint(first: colour, second: other, pattern: pattern)
  }
}
