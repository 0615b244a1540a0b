/// What lies behind and before the subject.
extension SketchDrawing {
  /// A sky in the colours of some hour, with its sun or moon, clouds and birds.
  mutating func sky(to horizon: Float, busy: Bool) {
    let top: SketchColour
    let low: SketchColour
    switch generator.below(5) {
    case 0:
      (top, low) = (
        generator.colour(hue: 0.6...0.72, value: 0.1...0.35), generator.colour(hue: 0.55...0.8, value: 0.3...0.6)
      )
    case 1: (top, low) = (generator.colour(hue: 0.65...0.95), generator.colour(hue: 0.02...0.14, value: 0.85...1))
    default:
      top = generator.colour(hue: 0.5...0.64, saturation: 0.4...0.8, value: 0.7...1)
      low = generator.colour(hue: 0.48...0.62, saturation: 0.05...0.35, value: 0.85...1)
    }
    let paint = SketchPaint(first: top, second: low, pattern: .gradient(top: 0, bottom: horizon))
    canvas.paint(.box(-2, -2, 34, 34), .canvas, paint)
    if generator.happens(0.55) {
      let radius = generator.within(2, 4)
      canvas.paint(
        .ellipse(x: generator.within(2, 30), y: generator.within(2, 9), rx: radius, ry: radius), .canvas,
        .flat(generator.colour(hue: 0.08...0.16, saturation: 0.1...0.7, value: 0.9...1)))
    }
    if busy {
      for _ in 0..<generator.below(4) { cloud() }
      for _ in 0..<generator.below(4) { bird() }
    }
  }

  private mutating func cloud() {
    let (x, y) = (generator.within(0, 32), generator.within(1, 13))
    let white = generator.colour(saturation: 0...0.1, value: 0.8...1)
    let paint = SketchPaint(
      first: white, second: white * generator.within(0.55, 0.9),
      pattern: .blotches(size: generator.within(1.6, 3), seed: generator.next()))
    for step in 0..<3 {
      canvas.paint(
        .ellipse(
          x: x + Float(step) * 2.6 + generator.within(-1, 1), y: y + generator.within(-1, 1),
          rx: generator.within(1.8, 3.6), ry: generator.within(1.2, 2.3)), .canvas, paint, opacity: 0.92)
    }
  }

  private mutating func bird() {
    let (x, y, wing) = (generator.within(2, 30), generator.within(2, 14), generator.within(1.2, 2.2))
    for side in [Float(-1), 1] {
      canvas.paint(
        .line(from: [x, y], to: [x + side * wing, y - wing * 0.7], radius: 0.4), .canvas, .flat([0.1, 0.1, 0.15]))
    }
  }

  /// Land with hills behind it, a pattern of fields or a road, and small things scattered over it.
  mutating func ground(from horizon: Float) {
    hills(from: horizon)
    let earth =
      generator.happens(0.7)
      ? generator.colour(hue: 0.18...0.4, value: 0.35...0.8)
      : generator.colour(hue: 0.05...0.14, saturation: 0.25...0.6, value: 0.6...0.95)
    canvas.paint(.box(-2, horizon, 34, 34), .canvas, generator.textured(earth, contrast: 0.35))
    for _ in 0..<2 + generator.below(7) {
      let (x, y) = (generator.within(0, 32), generator.within(horizon + 1, 31))
      let radius = generator.within(0.6, 1.5)
      canvas.paint(.ellipse(x: x, y: y, rx: radius * 1.2, ry: radius), .canvas, .flat(generator.colour(value: 0.3...1)))
    }
  }

  /// A row of hills whose feet stand at `horizon`.
  mutating func hills(from horizon: Float) {
    for _ in 0..<1 + generator.below(3) {
      let paint = generator.textured(generator.colour(hue: 0.15...0.7, saturation: 0.2...0.6, value: 0.3...0.8))
      canvas.paint(
        .ellipse(
          x: generator.within(0, 32), y: horizon + 2, rx: generator.within(6, 16), ry: generator.within(4, 9)),
        .canvas, paint)
    }
    canvas.paint(
      .box(-2, horizon, 34, 34), .canvas, generator.textured(generator.colour(hue: 0.2...0.4, value: 0.3...0.7)))
  }

  /// A sea with waves.
  mutating func sea(from horizon: Float) {
    let water = generator.colour(hue: 0.48...0.66, value: 0.3...0.8)
    let paint = SketchPaint(
      first: water, second: water * 0.6 + SketchColour(repeating: generator.within(0.1, 0.4)),
      pattern: generator.happens(0.6)
        ? .stripes(
          direction: [generator.within(-0.15, 0.15), 1], wavelength: generator.within(3, 5.5), phase: generator.unit())
        : .blotches(size: generator.within(1.7, 3.5), seed: generator.next()))
    canvas.paint(.box(-2, horizon, 34, 34), .canvas, paint)
    for _ in 0..<3 + generator.below(7) {
      let (x, y, half) = (generator.within(0, 32), generator.within(horizon + 1, 31), generator.within(1, 3))
      canvas.paint(
        .line(from: [x - half, y], to: [x + half, y], radius: 0.45), .canvas, .flat([0.9, 0.95, 1]), opacity: 0.8)
    }
  }

  /// Water all over, with a sandy bottom, weeds and bubbles.
  mutating func underWater() {
    let deep = generator.colour(hue: 0.47...0.68, value: 0.15...0.5)
    let light = generator.colour(hue: 0.45...0.6, saturation: 0.3...0.8, value: 0.6...1)
    canvas.paint(
      .box(-2, -2, 34, 34), .canvas, SketchPaint(first: light, second: deep, pattern: .gradient(top: 0, bottom: 30)))
    for _ in 0..<generator.below(4) {
      let x = generator.within(-4, 30)
      canvas.paint(
        .polygon([[x, -1], [x + 3, -1], [x + 10, 34], [x + 3, 34]]), .canvas, .flat(light), opacity: 0.25)
    }
    canvas.paint(
      .box(-2, generator.within(25, 30), 34, 34), .canvas,
      generator.textured(generator.colour(hue: 0.06...0.15, saturation: 0.2...0.6, value: 0.6...1)))
    for _ in 0..<2 + generator.below(5) { reed(base: 33, height: generator.within(6, 18)) }
    for _ in 0..<3 + generator.below(9) {
      let radius = generator.within(0.6, 1.6)
      canvas.paint(
        .ellipse(x: generator.within(0, 32), y: generator.within(0, 28), rx: radius, ry: radius), .canvas,
        .flat([0.85, 0.95, 1]), opacity: 0.7)
    }
  }

  private mutating func reed(base: Float, height: Float) {
    var point = SIMD2<Float>(generator.within(0, 32), base)
    let paint = SketchPaint.flat(generator.colour(hue: 0.2...0.45, value: 0.25...0.8))
    for _ in 0..<4 {
      let next = point + [generator.within(-1.8, 1.8), -height / 4]
      canvas.paint(.line(from: point, to: next, radius: 0.65), .canvas, paint)
      point = next
    }
  }

  /// Something near the eye that covers a part of the subject: grass, a fence, reeds or snow.
  mutating func foreground(of subject: SketchSubject) {
    switch generator.below(6) {
    case 0:
      let paint = SketchPaint.flat(generator.colour(hue: 0.05...0.15, saturation: 0.1...0.6, value: 0.4...1))
      let (gap, top, start) = (generator.within(3, 5), generator.within(25, 28), generator.within(-3, 0))
      for post in 0..<11 {
        let x = start + Float(post) * gap
        canvas.paint(
          .polygon([[x, top], [x + 0.8, top - 1.2], [x + 1.6, top], [x + 1.6, 33], [x, 33]]), .canvas, paint)
      }
      canvas.paint(.box(-1, top + 1.5, 33, top + 2.7), .canvas, paint)
    case 1, 2:
      for _ in 0..<6 + generator.below(10) {
        let x = generator.within(0, 32)
        canvas.paint(
          .line(
            from: [x, 33], to: [x + generator.within(-2, 2), generator.within(24, 30)],
            radius: generator.within(0.4, 0.8)),
          .canvas, .flat(generator.colour(hue: 0.18...0.42, value: 0.25...0.9)))
      }
    case 3 where subject != .fish:
      for _ in 0..<10 + generator.below(16) {
        let radius = generator.within(0.5, 1)
        canvas.paint(
          .ellipse(x: generator.within(0, 32), y: generator.within(0, 32), rx: radius, ry: radius), .canvas,
          .flat([1, 1, 1]), opacity: 0.85)
      }
    case 4: for _ in 0..<2 + generator.below(4) { reed(base: 33, height: generator.within(5, 12)) }
    default: break
    }
  }
}
