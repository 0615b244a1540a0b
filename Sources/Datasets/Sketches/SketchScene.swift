/// A scene: the background, the subject that its class is named for, and what stands before it.
enum SketchScene {
  /// The size of a scene.
  static let shape = ImageShape(channels: 3, height: SketchCanvas.side, width: SketchCanvas.side)

  /// The ten subjects, in the order of their labels.
  static let classNames = [
    "balloon", "boat", "car", "cat", "fish", "flower", "house", "lighthouse", "mountain", "tree",
  ]

  /// Draws the scene that `generator` leads to, `[channel, row, column]`.
  static func draw(label: Int, _ generator: SketchGenerator, into target: UnsafeMutableBufferPointer<UInt8>) {
    var scene = SketchDrawing(generator: generator)
    let name = classNames[label]
    let horizon = scene.generator.within(15, 24)
    switch name {
    case "fish": scene.underWater()
    case "boat", "lighthouse": scene.sky(to: horizon, busy: true); scene.sea(from: horizon)
    case "balloon": scene.sky(to: 28, busy: true); scene.hills(from: 27)
    default: scene.sky(to: horizon, busy: name != "mountain"); scene.ground(from: horizon)
    }
    if scene.generator.happens(0.6) { scene.subject(name, horizon: horizon, small: true) }
    scene.subject(name, horizon: horizon, small: false)
    scene.foreground(name)
    scene.canvas.soften()
    scene.canvas.write(into: target)
  }
}

/// A canvas and the random numbers that decide what is drawn on it.
struct SketchDrawing {
  var canvas = SketchCanvas()
  var generator: SketchGenerator

  /// Stands the subject `name` somewhere; the small one is in the distance.
  mutating func subject(_ name: String, horizon: Float, small: Bool) {
    let scale = small ? generator.within(4, 6.5) : generator.within(8.5, 13)
    let flies = name == "balloon" || name == "fish"
    let x = small ? generator.within(3, 29) : generator.within(10, 22)
    let y =
      flies ? generator.within(8, small ? 24 : 19) : (small ? horizon + 1 : generator.within(19, 27)) - scale * 0.45
    let pose = SketchPose(
      x: x, y: y, scale: scale, halfTangent: generator.within(-0.07, 0.07), mirrored: generator.happens(0.5))
    switch name {
    case "balloon": balloon(pose)
    case "boat": boat(pose)
    case "car": car(pose)
    case "cat": cat(pose)
    case "fish": fish(pose)
    case "flower": flower(pose)
    case "house": house(pose)
    case "lighthouse": lighthouse(pose)
    case "mountain": mountain(pose)
    default: tree(pose)
    }
  }
}
