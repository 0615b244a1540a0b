public import Options
public import ScriptLanguage

/// What checking a script found.
public struct CheckReport: Sendable {
  /// The script's tree.
  public let script: Script
  /// What keeps the script from running, in the order of the text.
  public let errors: [Diagnostic]
  /// What is wrong in cells that are expected to fail: a run tells of it where they stand, and goes on.
  public let expectedErrors: [Diagnostic]
  /// What it runs in spite of.
  public let warnings: [Diagnostic]
  /// The script's parameters, in order.
  public let parameters: [ScriptParameter]
  /// Problems with the parameters that were set from outside, each a whole message.
  public let settingProblems: [String]
  /// The trainings it will run, as far as they are known.
  public let trainings: [ForeseenTraining]
  /// The numbers of those to which every run comes, in their order, one for each time that it does.
  let trainingNumbers: [Int]
  /// Loops and conditionals of which only the run knows whether, or how often, it comes to them.
  let unknownBlocks: Set<SourceRange>
  /// The scripts that it includes, by the places of their files, as they were when it was checked.
  let included: [String: Script]
  /// Whether the check was stopped before its end.
  public let wasStopped: Bool
}

/// A parameter of a script, for whoever may set it.
public struct ScriptParameter: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// The type of its default.
  public let type: ValueType
  /// What it is unless it is set, as a script would write it.
  public let defaultText: String
  /// What it may well be set to, as `--set` has it.
  public let choices: [String]
  /// What its comment says.
  public let description: String?
}

/// A training that a script will run, from which its time is estimated.
public struct ForeseenTraining: Hashable, Sendable {
  /// Its number among those that can be trained apart from each other, from 1: trainings that build on one another share
  /// it; nil where only the run knows whether it comes to it.
  public internal(set) var number: Int?
  /// The line of the `train` command, from 1.
  public let line: Int
  /// The epochs.
  public let epochs: Int
  /// The training images an epoch, where known.
  public let images: Int?
  /// The validation images an epoch, where known; 0 where there are none.
  public let validationImages: Int?
  /// The floating-point operations of one training step an image, where the network is known.
  public let operationsPerImage: Double?

  /// The seconds the training will take at so many training operations a second; nil where too little is known.
  ///
  /// A validation image costs a third of a training image: the forward pass alone.
  public func seconds(operationsPerSecond: Double) -> Double? {
    guard let images, let operationsPerImage, operationsPerSecond > 0 else { return nil }
    let equivalent = Double(images) + Double(validationImages ?? 0) / 3
    return Double(epochs) * equivalent * operationsPerImage / operationsPerSecond
  }
}
