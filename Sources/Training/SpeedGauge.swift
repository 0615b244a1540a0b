internal import Basics

/// Tells how fast a training goes and how long it will take, from what it has done so far.
struct SpeedGauge {
  /// Training images a second, averaged with a memory of about a second; 0 before the first step.
  private(set) var imagesPerSecond: Double = 0
  private var trainingSeconds: Double = 0
  private var trainingSteps = 0
  private var validationSeconds: Double = 0
  private var validations = 0

  /// Notes one training step.
  mutating func step(images: Int, seconds: Double) {
    guard seconds > 0 else { return }
    let speed = Double(images) / seconds
    let weight = imagesPerSecond == 0 ? 1 : min(1, seconds)
    imagesPerSecond += weight * (speed - imagesPerSecond)
    trainingSeconds += seconds
    trainingSteps += 1
  }

  /// Notes one pass over the validation images.
  mutating func validation(seconds: Double) {
    validationSeconds += seconds
    validations += 1
  }

  /// Seconds that so many steps and validations will take, or nil when no step was made yet.
  func seconds(steps: Int, validations count: Int) -> Double? {
    guard trainingSteps > 0 else { return nil }
    let perValidation = validations > 0 ? validationSeconds / Double(validations) : 0
    return Double(steps) * trainingSeconds / Double(trainingSteps) + Double(count) * perValidation
  }

  /// Seconds spent on training steps so far.
  var secondsTraining: Double { trainingSeconds }

  /// Seconds spent on training steps and on validation so far.
  var seconds: Double { trainingSeconds + validationSeconds }
}

extension SpeedGauge {
  /// What a file may say of speeds and of seconds.
  static let bounds = 0...1e12

  /// What it has noted, for a file.
  var json: JSONValue {
    [
      .number(imagesPerSecond), .number(trainingSeconds), .integer(trainingSteps), .number(validationSeconds),
      .integer(validations),
    ]
  }

  /// A gauge that goes on from what a file says; nil where that is nothing.
  init?(json: JSONValue) {
    guard let noted = json.list, noted.count == 5, let speed = noted[0].number, let training = noted[1].number,
      let steps = noted[2].integer, let validation = noted[3].number, let validations = noted[4].integer,
      [speed, training, validation].allSatisfy(Self.bounds.contains), (0...1 << 53).contains(steps),
      (0...1 << 53).contains(validations)
    else { return nil }
    (imagesPerSecond, trainingSeconds, trainingSteps) = (speed, training, steps)
    (validationSeconds, self.validations) = (validation, validations)
  }
}
