import Options

/// Which side of an array is what: the images, their channels, rows and columns.
enum ArrayLayout: String, OptionWord {
  case nhw, nchw, nhwc, hwc, chw

  var summary: String {
    switch self {
    case .nhw: "images, rows, columns: one channel"
    case .nchw: "images, channels, rows, columns, as PyTorch has them"
    case .nhwc: "images, rows, columns, channels, as TensorFlow has them"
    case .hwc: "rows, columns, channels of one image"
    case .chw: "channels, rows, columns of one image"
    }
  }

  /// The layout that an array's sides alone tell; nil where they tell none, or two.
  init?(sides: [Int]) {
    let isColour = sides.map { $0 == 1 || $0 == 3 }
    switch sides.count {
    case 3 where !isColour[2]: self = .nhw
    case 4 where isColour[1] && !isColour[3]: self = .nchw
    case 4 where isColour[3] && !isColour[1]: self = .nhwc
    default: return nil
    }
  }

  /// The side that is `letter`; 1 where the layout has none.
  func side(_ letter: Character, of sides: [Int]) -> Int {
    zip(rawValue, sides).first { $0.0 == letter }?.1 ?? 1
  }

  /// The number of images, and the size of each.
  func images(_ sides: [Int]) -> (count: Int, shape: ImageShape) {
    (
      side("n", of: sides),
      ImageShape(channels: side("c", of: sides), height: side("h", of: sides), width: side("w", of: sides))
    )
  }
}

/// The place among pixels, `[image, channel, row, column]`, of one element of an array after the other.
struct ArrayWalk {
  /// The sides and the steps among pixels, that of the fastest first.
  private let sides: [Int]
  private let steps: [Int]
  private var counters: [Int]
  /// The place of the present element.
  private(set) var place = 0

  /// Whether elements lie in the order of the pixels.
  let isStraight: Bool

  init(_ layout: ArrayLayout, sides: [Int], isFortranOrdered: Bool) {
    let (_, shape) = layout.images(sides)
    let plane = shape.height * shape.width
    let steps: [Character: Int] = ["w": 1, "h": shape.width, "c": plane, "n": shape.channels * plane]
    let axes = zip(layout.rawValue, sides).map { (side: $0.1, step: steps[$0.0] ?? 0) }
    let ordered = isFortranOrdered ? axes : axes.reversed()
    self.sides = ordered.map(\.side)
    self.steps = ordered.map(\.step)
    counters = ordered.map { _ in 0 }
    var straight = 1
    var isStraight = true
    // A side of 1 is passed over, whatever its step.
    for axis in ordered where axis.side > 1 {
      isStraight = isStraight && axis.step == straight
      straight *= axis.side
    }
    self.isStraight = isStraight
  }

  /// Goes to the next element.
  mutating func advance() {
    for axis in sides.indices {
      counters[axis] += 1
      place += steps[axis]
      if counters[axis] < sides[axis] { return }
      place -= sides[axis] * steps[axis]
      counters[axis] = 0
    }
  }
}
