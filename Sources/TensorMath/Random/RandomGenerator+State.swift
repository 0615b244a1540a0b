extension RandomGenerator {
  /// All that a generator is, for checkpoints: it draws on from there as if it had never stopped.
  public struct State: Hashable, Sendable {
    /// The 624 words of the Mersenne Twister.
    public let words: [UInt32]
    /// How many of the words have been drawn since the last twist: 0 to 624.
    public let place: Int
    /// A normal number that is drawn already, where there is one.
    public let pending: Double?

    /// A state that a file holds; nil where no generator can be in it.
    public init?(words: [UInt32], place: Int, pending: Double?) {
      guard words.count == MersenneTwister.length, (0...MersenneTwister.length).contains(place),
        pending?.isFinite != false
      else { return nil }
      self.words = words
      self.place = place
      self.pending = pending
    }
  }

  /// What the generator would go on from.
  public var state: State {
    guard let state = State(words: twister.state, place: twister.place, pending: pending) else {
      preconditionFailure("The generator is in a state that none can be in.")
    }
    return state
  }

  /// A generator that goes on from `state`.
  public init(_ state: State) {
    twister = MersenneTwister(state: state.words, place: state.place)
    pending = state.pending
  }
}

extension RandomGenerator.State: Codable {
  private enum Key: String, CodingKey { case words, place, pending }

  /// Reads a state; throws where no generator can be in it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard
      let state = Self(
        words: try container.decode([UInt32].self, forKey: .words),
        place: try container.decode(Int.self, forKey: .place),
        pending: try container.decodeIfPresent(Double.self, forKey: .pending))
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .words, in: container, debugDescription: "no random generator can be in this state")
    }
    self = state
  }

  /// Writes the state.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(words, forKey: .words)
    try container.encode(place, forKey: .place)
    try container.encodeIfPresent(pending, forKey: .pending)
  }
}
