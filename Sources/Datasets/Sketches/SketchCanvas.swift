/// A red, green and blue from 0 to 1.
typealias SketchColour = SIMD3<Float>

/// A shape in a drawing's own coordinates, where 1 is about half the drawing's height and y points down.
enum SketchShape {
  case ellipse(x: Float, y: Float, rx: Float, ry: Float)
  case polygon([SIMD2<Float>])
  /// A line with round ends and a thickness of twice `radius`.
  case line(from: SIMD2<Float>, to: SIMD2<Float>, radius: Float)

  /// An upright box.
  static func box(_ left: Float, _ top: Float, _ right: Float, _ bottom: Float) -> SketchShape {
    .polygon([[left, top], [right, top], [right, bottom], [left, bottom]])
  }

  /// The distance of `point` from the shape's edge, negative inside; for ellipses near the edge only.
  func distance(_ point: SIMD2<Float>) -> Float {
    switch self {
    case .ellipse(let x, let y, let rx, let ry):
      let scaled = SIMD2((point.x - x) / rx, (point.y - y) / ry)
      let length = (scaled.x * scaled.x + scaled.y * scaled.y).squareRoot()
      let steep = SIMD2(scaled.x / rx, scaled.y / ry)
      let slope = (steep.x * steep.x + steep.y * steep.y).squareRoot()
      return slope < 1e-6 ? -min(rx, ry) : length * (length - 1) / slope
    case .line(let from, let to, let radius):
      return Self.distance(point, from, to) - radius
    case .polygon(let corners):
      var nearest = Float.greatestFiniteMagnitude
      var inside = false
      var previous = corners[corners.count - 1]
      for corner in corners {
        nearest = min(nearest, Self.distance(point, previous, corner))
        if (corner.y > point.y) != (previous.y > point.y) {
          let crossing = (previous.x - corner.x) * (point.y - corner.y) / (previous.y - corner.y) + corner.x
          if point.x < crossing { inside.toggle() }
        }
        previous = corner
      }
      return inside ? -nearest : nearest
    }
  }

  private static func distance(_ point: SIMD2<Float>, _ from: SIMD2<Float>, _ to: SIMD2<Float>) -> Float {
    let along = to - from
    let away = point - from
    let length = along.x * along.x + along.y * along.y
    let part = length == 0 ? 0 : max(0, min(1, (away.x * along.x + away.y * along.y) / length))
    let gap = SIMD2(away.x - along.x * part, away.y - along.y * part)
    return (gap.x * gap.x + gap.y * gap.y).squareRoot()
  }

  /// The smallest and the largest coordinates of the shape.
  var bounds: (low: SIMD2<Float>, high: SIMD2<Float>) {
    switch self {
    case .ellipse(let x, let y, let rx, let ry): return ([x - rx, y - ry], [x + rx, y + ry])
    case .line(let from, let to, let radius):
      return (
        [min(from.x, to.x) - radius, min(from.y, to.y) - radius],
        [max(from.x, to.x) + radius, max(from.y, to.y) + radius]
      )
    case .polygon(let corners):
      var low = corners[0]
      var high = corners[0]
      for corner in corners {
        low = SIMD2(min(low.x, corner.x), min(low.y, corner.y))
        high = SIMD2(max(high.x, corner.x), max(high.y, corner.y))
      }
      return (low, high)
    }
  }
}

/// Where a drawing stands on the canvas: its middle, its size in pixels, its tilt, and whether it is mirrored.
struct SketchPose {
  var x: Float
  var y: Float
  var scale: Float
  var cosine: Float = 1
  var sine: Float = 0
  var mirror: Float = 1

  /// A pose tilted by an angle whose half has the tangent `halfTangent`; no libm is needed for it.
  init(x: Float, y: Float, scale: Float, halfTangent: Float = 0, mirrored: Bool = false) {
    (self.x, self.y, self.scale) = (x, y, scale)
    let square = halfTangent * halfTangent
    cosine = (1 - square) / (1 + square)
    sine = 2 * halfTangent / (1 + square)
    mirror = mirrored ? -1 : 1
  }

  /// The canvas itself: one unit is one pixel.
  static let canvas = SketchPose(x: 0, y: 0, scale: 1)

  func local(_ px: Float, _ py: Float) -> SIMD2<Float> {
    let dx = (px - x) / scale
    let dy = (py - y) / scale
    return [(dx * cosine + dy * sine) * mirror, dy * cosine - dx * sine]
  }

  func onCanvas(_ point: SIMD2<Float>) -> SIMD2<Float> {
    let px = point.x * mirror
    return [x + (px * cosine - point.y * sine) * scale, y + (px * sine + point.y * cosine) * scale]
  }
}

/// 32 × 32 pixels on which shapes are painted over one another with the share of each pixel they cover.
struct SketchCanvas {
  static let side = 32
  var pixels = [SketchColour](repeating: .zero, count: side * side)

  /// Paints `shape` at `pose`, its edges smooth over one pixel.
  mutating func paint(_ shape: SketchShape, _ pose: SketchPose, _ paint: SketchPaint, opacity: Float = 1) {
    let (low, high) = shape.bounds
    var box = (left: Float(32), top: Float(32), right: Float(0), bottom: Float(0))
    for corner in [low, high, [low.x, high.y], [high.x, low.y]] {
      let point = pose.onCanvas(corner)
      box = (min(box.left, point.x), min(box.top, point.y), max(box.right, point.x), max(box.bottom, point.y))
    }
    let columns = max(0, Int(box.left - 1))..<max(max(0, Int(box.left - 1)), min(Self.side, Int(box.right + 2)))
    let rows = max(0, Int(box.top - 1))..<max(max(0, Int(box.top - 1)), min(Self.side, Int(box.bottom + 2)))
    for row in rows {
      for column in columns {
        let px = Float(column) + 0.5
        let py = Float(row) + 0.5
        let coverage = max(0, min(1, 0.5 - shape.distance(pose.local(px, py)) * pose.scale)) * opacity
        if coverage > 0 {
          let place = row * Self.side + column
          pixels[place] += (paint.colour(px, py) - pixels[place]) * coverage
        }
      }
    }
  }

  /// Softens the picture as a lens does, each pixel with its neighbours in the shares 1:2:1 both ways.
  ///
  /// With hard edges a short training spends itself on them, and a wide bottleneck shows little of its worth.
  mutating func soften() {
    for step in [1, Self.side] {
      let sharp = pixels
      for place in pixels.indices {
        let along = step == 1 ? place % Self.side : place / Self.side
        let before = sharp[along == 0 ? place : place - step]
        let after = sharp[along == Self.side - 1 ? place : place + step]
        pixels[place] = (before + sharp[place] + sharp[place] + after) * 0.25
      }
    }
  }

  /// Writes the picture as bytes, `[channel, row, column]`.
  func write(into target: UnsafeMutableBufferPointer<UInt8>) {
    for place in pixels.indices {
      for channel in 0..<3 {
        let value = max(0, min(1, pixels[place][channel])) * 255
        target[channel * pixels.count + place] = UInt8(value.rounded())
      }
    }
  }
}
