/// What a kernel is given when it begins.
public struct KernelSettings: Sendable {
  /// Where to listen.
  public var connection: ConnectionFile
  /// What it says of itself.
  public var information: KernelInformation
  /// What this run is called; no other run is called so.
  public var session: String
  /// Whether the program that started the kernel is still there; asked about once a second.
  public var parentLives: @Sendable () -> Bool
  /// The time of day, as ISO 8601 writes it.
  public var timestamp: @Sendable () -> String
  /// A clock that counts seconds.
  public var clock: @Sendable () -> Double
  /// Where lines go that are meant for whoever runs the kernel.
  public var log: @Sendable (String) -> Void

  /// The settings of a kernel.
  public init(
    connection: ConnectionFile, information: KernelInformation, session: String,
    parentLives: @escaping @Sendable () -> Bool = { true }, timestamp: @escaping @Sendable () -> String,
    clock: @escaping @Sendable () -> Double, log: @escaping @Sendable (String) -> Void
  ) {
    self.connection = connection
    self.information = information
    self.session = session
    self.parentLives = parentLives
    self.timestamp = timestamp
    self.clock = clock
    self.log = log
  }
}

/// A kernel that cannot begin.
public struct KernelServerError: Error, Hashable, CustomStringConvertible {
  /// Why.
  public let reason: String
  /// The error in words.
  public var description: String { reason }

  init(_ reason: String) { self.reason = reason }
}
