/// The subjects that stand on the ground.
extension SketchDrawing {
  mutating func house(_ pose: SketchPose) {
    let wall = generator.textured(generator.colour(saturation: 0.1...0.7, value: 0.6...1))
    let roof = generator.textured(generator.colour(value: 0.3...0.9))
    let half = generator.within(0.55, 0.9)
    let eaves = generator.within(-0.25, 0.1)
    if generator.happens(0.6) {
      let x = half * generator.within(0.3, 0.7)
      canvas.paint(.box(x - 0.13, -1, x + 0.13, eaves), pose, .flat(generator.colour(hue: 0...0.08, value: 0.3...0.7)))
      for puff in 0..<1 + generator.below(3) {
        let size = 0.13 + 0.05 * Float(puff)
        canvas.paint(
          .ellipse(x: x + Float(puff) * 0.2, y: -1.15 - Float(puff) * 0.24, rx: size, ry: size), pose,
          .flat([0.9, 0.9, 0.92]), opacity: 0.8)
      }
    }
    canvas.paint(.box(-half, eaves - 0.02, half, 0.8), pose, wall)
    canvas.paint(
      .polygon([
        [-half - 0.2, eaves], [generator.within(-0.15, 0.15), generator.within(-1, -0.65)], [half + 0.2, eaves],
      ]), pose, roof)
    let glass = SketchPaint.flat(
      generator.happens(0.5) ? [1, 0.9, 0.45] : generator.colour(hue: 0.5...0.65, value: 0.3...0.8))
    let frame = SketchPaint.flat(generator.colour(saturation: 0...0.5, value: 0.8...1))
    let door = half * generator.within(-0.6, 0.6)
    canvas.paint(.box(door - 0.15, 0.3, door + 0.15, 0.8), pose, .flat(generator.colour(value: 0.25...0.9)))
    for x in [-half * 0.6, half * 0.6] where abs(x - door) > 0.3 {
      canvas.paint(.box(x - 0.2, 0.1, x + 0.2, 0.5), pose, frame)
      canvas.paint(.box(x - 0.14, 0.16, x + 0.14, 0.44), pose, glass)
    }
  }

  mutating func tree(_ pose: SketchPose) {
    let trunk = generator.textured(generator.colour(hue: 0.04...0.11, value: 0.2...0.6))
    let lean = generator.within(-0.15, 0.15)
    canvas.paint(.polygon([[-0.16, 0.85], [0.16, 0.85], [lean + 0.08, -0.2], [lean - 0.08, -0.2]]), pose, trunk)
    let green =
      generator.happens(0.25)
      ? generator.colour(hue: 0...0.13, value: 0.5...0.95) : generator.colour(hue: 0.2...0.42, value: 0.25...0.8)
    if generator.happens(0.35) {
      for tier in 0..<3 {
        let (top, half) = (-1.05 + Float(tier) * 0.42, 0.38 + Float(tier) * 0.17)
        canvas.paint(
          .polygon([[lean, top], [half, top + 0.65], [-half, top + 0.65]]), pose,
          generator.textured(green * (1 - 0.12 * Float(tier))))
      }
    } else {
      for _ in 0..<3 + generator.below(4) {
        let radius = generator.within(0.28, 0.5)
        canvas.paint(
          .ellipse(
            x: lean + generator.within(-0.42, 0.42), y: generator.within(-0.8, -0.15), rx: radius,
            ry: radius * generator.within(0.75, 1)),
          pose, generator.textured(green * generator.within(0.75, 1.15)))
      }
      let fruit = SketchPaint.flat(generator.colour(value: 0.7...1))
      for _ in 0..<generator.below(7) {
        canvas.paint(
          .ellipse(x: lean + generator.within(-0.5, 0.5), y: generator.within(-0.8, 0), rx: 0.1, ry: 0.1), pose, fruit)
      }
    }
  }

  mutating func flower(_ pose: SketchPose) {
    let green = SketchPaint.flat(generator.colour(hue: 0.22...0.42, value: 0.25...0.7))
    let (bend, centre) = (
      generator.within(-0.3, 0.3), SIMD2<Float>(generator.within(-0.2, 0.2), generator.within(-0.5, -0.2))
    )
    canvas.paint(.line(from: [bend, 1.1], to: [bend * 0.5, 0.4], radius: 0.06), pose, green)
    canvas.paint(.line(from: [bend * 0.5, 0.4], to: centre, radius: 0.06), pose, green)
    for side in [Float(-1), 1] where generator.happens(0.75) {
      let y = generator.within(0.35, 0.75)
      canvas.paint(
        .polygon([[bend * 0.6, y + 0.1], [side * 0.3, y - 0.25], [side * 0.65, y - 0.2], [side * 0.4, y + 0.05]]), pose,
        green)
    }
    // Turning by a fixed angle again and again goes round the flower without a sine.
    let turns: [(count: Int, cosine: Float, sine: Float)] = [
      (5, 0.309_017, 0.951_056_5), (6, 0.5, 0.866_025_4), (8, 0.707_106_8, 0.707_106_8),
    ]
    let turn = turns[generator.below(turns.count)]
    let (reach, size) = (generator.within(0.28, 0.4), generator.within(0.18, 0.27))
    let petal = generator.textured(generator.colour(value: 0.7...1))
    var arm = generator.direction() * reach
    for _ in 0..<turn.count {
      canvas.paint(.ellipse(x: centre.x + arm.x, y: centre.y + arm.y, rx: size, ry: size), pose, petal)
      arm = [arm.x * turn.cosine - arm.y * turn.sine, arm.x * turn.sine + arm.y * turn.cosine]
    }
    let middle = generator.within(0.15, 0.25)
    canvas.paint(
      .ellipse(x: centre.x, y: centre.y, rx: middle, ry: middle), pose,
      generator.textured(generator.colour(hue: 0.05...0.16, value: 0.5...1)))
  }

  mutating func car(_ pose: SketchPose) {
    let body = generator.textured(generator.colour(value: 0.4...1))
    let (roof, front, back) = (generator.within(-0.5, -0.3), generator.within(0.35, 0.6), generator.within(-0.7, -0.45))
    canvas.paint(
      .polygon([[back - 0.15, 0.05], [back + 0.1, roof], [front - 0.25, roof], [front + 0.1, 0.05]]), pose, body)
    canvas.paint(.polygon([[-1, 0.05], [front + 0.1, 0], [1.02, 0.2], [1.02, 0.55], [-1, 0.55]]), pose, body)
    let glass = SketchPaint.flat(generator.colour(hue: 0.5...0.62, saturation: 0.1...0.5, value: 0.4...1))
    let pillar = (back + front) / 2 - 0.05
    canvas.paint(
      .polygon([[back, 0], [back + 0.17, roof + 0.1], [pillar - 0.05, roof + 0.1], [pillar - 0.05, 0]]), pose, glass)
    canvas.paint(
      .polygon([[pillar + 0.05, 0], [pillar + 0.05, roof + 0.1], [front - 0.28, roof + 0.1], [front - 0.05, 0]]), pose,
      glass)
    let hub = SketchPaint.flat(generator.colour(saturation: 0...0.4, value: 0.5...1))
    let radius = generator.within(0.2, 0.28)
    for x in [Float(-0.58), 0.6] {
      canvas.paint(.ellipse(x: x, y: 0.55, rx: radius, ry: radius), pose, .flat([0.08, 0.08, 0.1]))
      canvas.paint(.ellipse(x: x, y: 0.55, rx: radius * 0.5, ry: radius * 0.5), pose, hub)
    }
    canvas.paint(.ellipse(x: 0.95, y: 0.28, rx: 0.09, ry: 0.09), pose, .flat([1, 0.95, 0.6]))
    canvas.paint(.ellipse(x: -0.95, y: 0.25, rx: 0.08, ry: 0.08), pose, .flat([0.9, 0.15, 0.1]))
  }

  mutating func cat(_ pose: SketchPose) {
    let fur = generator.colour(hue: 0.03...0.13, saturation: 0.05...0.8, value: 0.2...0.95)
    let coat = generator.textured(fur)
    var tail = SIMD2<Float>(-0.45, 0.65)
    for _ in 0..<4 {
      let next = tail + [generator.within(-0.25, 0.02), generator.within(-0.35, -0.1)]
      canvas.paint(.line(from: tail, to: next, radius: 0.1), pose, coat)
      tail = next
    }
    canvas.paint(
      .ellipse(x: -0.08, y: 0.38, rx: generator.within(0.42, 0.58), ry: generator.within(0.42, 0.52)), pose, coat)
    for x in [Float(-0.25), 0.2] { canvas.paint(.ellipse(x: x, y: 0.85, rx: 0.16, ry: 0.1), pose, .flat(fur)) }
    let head = SIMD2<Float>(generator.within(0, 0.25), generator.within(-0.4, -0.25))
    for side in [Float(-1), 1] {
      let ear = head.x + side * 0.28
      canvas.paint(
        .polygon([[ear - 0.17, head.y - 0.15], [ear + side * 0.06, head.y - 0.62], [ear + 0.17, head.y - 0.15]]), pose,
        coat)
    }
    canvas.paint(.ellipse(x: head.x, y: head.y, rx: 0.45, ry: 0.38), pose, coat)
    let iris = SketchPaint.flat(generator.colour(hue: 0.12...0.5, value: 0.7...1))
    for side in [Float(-1), 1] {
      canvas.paint(.ellipse(x: head.x + side * 0.17, y: head.y - 0.05, rx: 0.1, ry: 0.11), pose, iris)
      canvas.paint(
        .ellipse(x: head.x + side * 0.17, y: head.y - 0.05, rx: 0.045, ry: 0.1), pose, .flat([0.05, 0.05, 0.05]))
      for tilt in [Float(-0.06), 0.08] {
        canvas.paint(
          .line(
            from: [head.x + side * 0.15, head.y + 0.14], to: [head.x + side * 0.62, head.y + 0.14 + tilt], radius: 0.02),
          pose,
          .flat([0.95, 0.95, 0.95]))
      }
    }
    canvas.paint(
      .polygon([[head.x - 0.07, head.y + 0.08], [head.x + 0.07, head.y + 0.08], [head.x, head.y + 0.17]]), pose,
      .flat([0.95, 0.5, 0.55]))
  }

  mutating func mountain(_ pose: SketchPose) {
    let rock = generator.colour(saturation: 0.1...0.45, value: 0.25...0.7)
    for peak in 0..<2 + generator.below(2) {
      let (x, top) = (Float(peak) * 0.8 - 0.8 + generator.within(-0.2, 0.2), generator.within(-1.25, -0.6))
      let half = generator.within(0.7, 1.1)
      canvas.paint(
        .polygon([[x - half, 0.8], [x, top], [x + half, 0.8]]), pose,
        generator.textured(rock * generator.within(0.7, 1.2)))
      // The snow reaches down a third of the slope, in three tongues.
      let reach = generator.within(0.2, 0.4)
      let (low, wide) = (top + reach * (0.8 - top), half * reach)
      canvas.paint(
        .polygon([
          [x, top], [x + wide, low], [x + wide * 0.4, low - 0.12], [x + wide * 0.1, low + 0.14],
          [x - wide * 0.4, low - 0.1], [x - wide, low],
        ]), pose, .flat(generator.colour(saturation: 0...0.12, value: 0.9...1)))
    }
  }
}
