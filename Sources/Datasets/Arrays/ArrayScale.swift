import Basics
import Options

/// Which numbers are black and white.
enum ArrayScale: String, OptionWord {
  case auto, byte, unit, signed, fit

  var summary: String {
    switch self {
    case .auto: "`byte` for whole numbers; others by what they are: `signed` where one is below 0, else `unit` up to 1"
    case .byte: "0 to 255"
    case .unit: "0 to 1"
    case .signed: "−1 to 1, as `save` writes images"
    case .fit: "the least number to the greatest"
    }
  }

  /// The numbers that are black and white.
  func range(of survey: ArraySurvey) -> ClosedRange<Double> {
    switch self {
    case .auto, .byte: 0...255
    case .unit: 0...1
    case .signed: -1...1
    case .fit: survey.least < survey.greatest ? survey.least...survey.greatest : survey.least...survey.least + 1
    }
  }

  /// The scale that numbers lie on by what they are; nil where they lie on none.
  init?(_ survey: ArraySurvey, isFloating: Bool) {
    guard isFloating else {
      guard survey.least >= 0, survey.greatest <= 255 else { return nil }
      self = .byte
      return
    }
    // A network's images go somewhat beyond.
    if survey.least < 0 {
      guard survey.least >= -1.5, survey.greatest <= 1.5 else { return nil }
      self = .signed
    } else {
      guard survey.greatest <= 255 else { return nil }
      self = survey.greatest <= 1 ? .unit : .byte
    }
  }
}

/// The least and the greatest of some numbers.
struct ArraySurvey {
  private(set) var least = Double.infinity
  private(set) var greatest = -Double.infinity
  /// The first element that is no finite number.
  private(set) var broken: Int?

  mutating func add(_ numbers: [Double], first: Int) {
    for (index, number) in numbers.enumerated() {
      if number < least { least = number }
      if number > greatest { greatest = number }
      if !number.isFinite, broken == nil { broken = first + index }
    }
  }

  /// `-1 to 0.98`.
  var text: String {
    "\(numberText((least * 1000).rounded() / 1000)) to \(numberText((greatest * 1000).rounded() / 1000))"
  }
}

/// Numbers made bytes, and how many of them were no bytes.
struct ArrayQuantizer {
  private let black: Double
  private let levels: Double
  /// How far from a byte a number may lie and still be meant as one, for its precision.
  private let tolerance: Double
  /// Numbers between two bytes, and beyond black or white.
  private(set) var rounded = 0
  private(set) var clamped = 0

  init(_ range: ClosedRange<Double>, tolerance: Double) {
    black = range.lowerBound
    levels = 255 / (range.upperBound - range.lowerBound)
    self.tolerance = tolerance
  }

  mutating func byte(_ number: Double) -> UInt8 {
    let level = (number - black) * levels
    let nearest = level.rounded()
    guard nearest >= 0, nearest <= 255 else {
      clamped += 1
      return nearest < 0 ? 0 : 255
    }
    if (level - nearest).magnitude > tolerance { rounded += 1 }
    return UInt8(nearest)
  }
}
