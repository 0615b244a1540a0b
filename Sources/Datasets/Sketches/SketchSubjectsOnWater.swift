/// The subjects of sea and sky.
extension SketchDrawing {
  mutating func balloon(_ pose: SketchPose) {
    let silk = generator.textured(generator.colour(value: 0.7...1))
    let (width, height) = (generator.within(0.55, 0.75), generator.within(0.6, 0.8))
    let rope = SketchPaint.flat([0.2, 0.15, 0.1])
    for side in [Float(-1), 1] {
      canvas.paint(.line(from: [side * width * 0.6, 0.15], to: [side * 0.14, 0.72], radius: 0.03), pose, rope)
    }
    canvas.paint(.polygon([[-width * 0.9, -0.05], [width * 0.9, -0.05], [0.16, 0.5], [-0.16, 0.5]]), pose, silk)
    canvas.paint(.ellipse(x: 0, y: -0.3, rx: width, ry: height), pose, silk)
    let gore = SketchPaint.flat(generator.colour(value: 0.6...1))
    if generator.happens(0.6) { canvas.paint(.ellipse(x: 0, y: -0.3, rx: width * 0.3, ry: height), pose, gore) }
    if generator.happens(0.4) {
      canvas.paint(.box(-width * 0.95, -0.4, width * 0.95, generator.within(-0.25, -0.1)), pose, gore)
    }
    canvas.paint(
      .box(-0.18, 0.7, 0.18, 0.98), pose, generator.textured(generator.colour(hue: 0.05...0.12, value: 0.3...0.8)))
  }

  mutating func boat(_ pose: SketchPose) {
    let mast = generator.within(-0.15, 0.15)
    canvas.paint(.line(from: [mast, 0.3], to: [mast, -1], radius: 0.04), pose, .flat([0.3, 0.2, 0.1]))
    let sail = generator.textured(generator.colour(saturation: 0.05...0.9, value: 0.75...1))
    canvas.paint(
      .polygon([[mast + 0.06, -0.95], [mast + 0.06, 0.15], [mast + generator.within(0.5, 0.8), 0.15]]), pose, sail)
    if generator.happens(0.75) {
      let jib = generator.textured(generator.colour(saturation: 0.05...0.9, value: 0.6...1))
      canvas.paint(
        .polygon([[mast - 0.06, -0.8], [mast - 0.06, 0.12], [mast - generator.within(0.4, 0.7), 0.12]]), pose, jib)
    }
    canvas.paint(.polygon([[mast, -1.1], [mast + 0.3, -1], [mast, -0.9]]), pose, .flat(generator.colour()))
    let bow = generator.within(0.8, 1)
    canvas.paint(
      .polygon([[-0.85, 0.25], [bow, 0.22], [bow - 0.35, 0.65], [-0.6, 0.65]]), pose,
      generator.textured(generator.colour(value: 0.3...1)))
    canvas.paint(
      .line(from: [-0.85, 0.27], to: [bow, 0.24], radius: 0.06), pose, .flat(generator.colour(saturation: 0...0.6)))
    for port in 0..<generator.below(4) {
      canvas.paint(.ellipse(x: -0.4 + Float(port) * 0.32, y: 0.45, rx: 0.07, ry: 0.07), pose, .flat([0.95, 0.9, 0.6]))
    }
    canvas.paint(.line(from: [-0.8, 0.72], to: [0.7, 0.72], radius: 0.06), pose, .flat([0.9, 0.95, 1]), opacity: 0.8)
  }

  mutating func lighthouse(_ pose: SketchPose) {
    let light = SketchColour(1, 0.95, 0.6)
    for side in [Float(-1), 1] where generator.happens(0.6) {
      canvas.paint(
        .polygon([
          [0, -0.78], [side * 2.6, generator.within(-1.4, -0.9)], [side * 2.6, generator.within(-0.7, -0.3)],
        ]), pose, .flat(light), opacity: 0.5)
    }
    canvas.paint(
      .ellipse(x: generator.within(-0.2, 0.2), y: 0.9, rx: generator.within(0.6, 1), ry: generator.within(0.2, 0.35)),
      pose,
      generator.textured(generator.colour(saturation: 0.05...0.4, value: 0.25...0.6)))
    let (top, foot) = (generator.within(0.16, 0.22), generator.within(0.28, 0.4))
    let wall = generator.colour(saturation: 0...0.15, value: 0.85...1)
    let bands = SketchPaint(
      first: wall, second: generator.colour(value: 0.4...0.9),
      pattern: generator.happens(0.7)
        ? .stripes(
          direction: [generator.within(-0.5, 0.5), 0.95], wavelength: generator.within(4, 8), phase: generator.unit())
        : .checks(direction: [1, 0], wavelength: generator.within(4, 7), phase: generator.unit()))
    canvas.paint(.polygon([[-top, -0.6], [top, -0.6], [foot, 0.8], [-foot, 0.8]]), pose, bands)
    canvas.paint(.box(-top - 0.08, -0.66, top + 0.08, -0.56), pose, .flat([0.15, 0.15, 0.2]))
    canvas.paint(.box(-top * 0.7, -0.9, top * 0.7, -0.66), pose, .flat(light))
    canvas.paint(
      .polygon([[-top - 0.04, -0.9], [0, -1.15], [top + 0.04, -0.9]]), pose,
      .flat(generator.colour(hue: 0...0.05, value: 0.4...0.9)))
    canvas.paint(.box(-0.08, 0.5, 0.08, 0.8), pose, .flat([0.25, 0.15, 0.1]))
  }

  mutating func fish(_ pose: SketchPose) {
    let scales = generator.textured(generator.colour(value: 0.6...1), contrast: 0.6)
    let fin = generator.textured(generator.colour(value: 0.5...1))
    let (length, height) = (generator.within(0.6, 0.8), generator.within(0.32, 0.5))
    canvas.paint(
      .polygon([[-length + 0.15, 0], [-length - 0.4, -0.42], [-length - 0.25, 0], [-length - 0.4, 0.42]]), pose, fin)
    canvas.paint(.polygon([[-0.3, -height * 0.8], [0.05, -height - 0.3], [0.35, -height * 0.75]]), pose, fin)
    canvas.paint(.polygon([[-0.1, height * 0.8], [-0.25, height + 0.25], [0.2, height * 0.8]]), pose, fin)
    canvas.paint(.ellipse(x: 0, y: 0, rx: length, ry: height), pose, scales)
    canvas.paint(.polygon([[0.05, 0.05], [-0.25, 0.22], [-0.2, -0.05]]), pose, fin)
    let eye = length * 0.6
    canvas.paint(.ellipse(x: eye, y: -0.1, rx: 0.12, ry: 0.12), pose, .flat([1, 1, 1]))
    canvas.paint(.ellipse(x: eye + 0.03, y: -0.1, rx: 0.06, ry: 0.06), pose, .flat([0.05, 0.05, 0.05]))
    canvas.paint(
      .line(from: [length * 0.95, 0.1], to: [length * 0.75, 0.14], radius: 0.03), pose, .flat([0.3, 0.1, 0.1]))
  }
}
