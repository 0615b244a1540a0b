/// A scene: the background, the subject that its class is named for, and what stands before it.
enum SketchScene {
  /// The size of a scene.
  static let shape = ImageShape(channels: 3, height: SketchCanvas.side, width: SketchCanvas.side)

  /// What the ten subjects are called, in the order of their labels.
  static let classNames = SketchSubject.allCases.map(\.rawValue)

  /// Draws the scene that `generator` leads to, `[channel, row, column]`.
  static func draw(label: Int, _ generator: SketchGenerator, into target: UnsafeMutableBufferPointer<UInt8>) {
    var scene = SketchDrawing(generator: generator)
    let subject = SketchSubject.allCases[label]
    let horizon = scene.generator.within(15, 24)
    switch subject {
    case .fish: scene.underWater()
    case .boat, .lighthouse: scene.sky(to: horizon, busy: true); scene.sea(from: horizon)
    case .balloon: scene.sky(to: 28, busy: true); scene.hills(from: 27)
    default: scene.sky(to: horizon, busy: subject != .mountain); scene.ground(from: horizon)
    }
    if scene.generator.happens(0.6) { scene.stand(subject, horizon: horizon, small: true) }
    scene.stand(subject, horizon: horizon, small: false)
    scene.foreground(of: subject)
    scene.canvas.soften()
    scene.canvas.write(into: target)
  }
}

/// What a scene shows, and its class is named for, in the order of the labels.
enum SketchSubject: String, CaseIterable {
  case balloon, boat, car, cat, fish, flower, house, lighthouse, mountain, tree
}

/// A canvas and the random numbers that decide what is drawn on it.
struct SketchDrawing {
  var canvas = SketchCanvas()
  var generator: SketchGenerator

  /// Stands a subject somewhere; the small one is in the distance.
  mutating func stand(_ subject: SketchSubject, horizon: Float, small: Bool) {
    let scale = small ? generator.within(4, 6.5) : generator.within(8.5, 13)
    let flies = subject == .balloon || subject == .fish
    let x = small ? generator.within(3, 29) : generator.within(10, 22)
    let y =
      flies ? generator.within(8, small ? 24 : 19) : (small ? horizon + 1 : generator.within(19, 27)) - scale * 0.45
    let pose = SketchPose(
      x: x, y: y, scale: scale, halfTangent: generator.within(-0.07, 0.07), mirrored: generator.happens(0.5))
    switch subject {
    case .balloon: balloon(pose)
    case .boat: boat(pose)
    case .car: car(pose)
    case .cat: cat(pose)
    case .fish: fish(pose)
    case .flower: flower(pose)
    case .house: house(pose)
    case .lighthouse: lighthouse(pose)
    case .mountain: mountain(pose)
    case .tree: tree(pose)
    }
  }
}
