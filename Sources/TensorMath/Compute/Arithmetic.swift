/// How numbers are rounded.
public enum Arithmetic {
  /// A number that grows whenever anything that a training computes comes out with other bits than before.
  ///
  /// Trainings that were kept are known by it: what another arithmetic made is not taken for what this one would make. A
  /// test compares the bits of a training with those that belong to the number.
  public static let version = 2
}
