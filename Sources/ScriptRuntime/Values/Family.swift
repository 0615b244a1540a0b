internal import Basics
public import Options
public import OrderedCollections

/// The values of one name told apart by one index or several: `model[200]` and `model[1000]` are the family `model`.
///
/// Members are in the order in which they were made.
public struct Family {
  /// What stands between the brackets: one part, or as many as the family has indices.
  public struct Index: Hashable, Sendable, CustomStringConvertible {
    /// One of the indices of a member.
    public enum Part: Hashable, Sendable, CustomStringConvertible {
      /// A number, as in `model[200]`.
      case number(Double)
      /// A word or text, as in `model[wide]`.
      case text(String)

      /// The part as it is written.
      public var description: String {
        switch self {
        case .number(let number): numberText(number)
        case .text(let text): text
        }
      }
    }

    /// The parts in the order in which they are written; one at least.
    public let parts: [Part]

    /// An index of several parts, or of one.
    public init(_ parts: [Part]) {
      precondition(!parts.isEmpty, "An index has a part.")
      self.parts = parts
    }

    /// A number alone, as in `model[200]`.
    public static func number(_ number: Double) -> Index { Index([.number(number)]) }

    /// A word or text alone, as in `model[wide]`.
    public static func text(_ text: String) -> Index { Index([.text(text)]) }

    /// The index as it is written between the brackets.
    public var description: String { parts.map(\.description).joined(separator: ",") }
  }

  /// The members by their index, in the order in which they were made.
  public private(set) var members: OrderedDictionary<Index, Value> = [:]

  /// What each index is called: the name of the variable that stood in its place, nil where none did; empty where there is
  /// no member yet. All members have as many parts.
  public private(set) var indexNames: [String?] = []

  /// Whether there may be more members than the checker knows of; never true while a script runs.
  public var isOpen = false

  /// The type of the members that the checker cannot name yet.
  var foreseenMember: ValueType?

  /// A family of no members yet.
  public init() {}

  /// How deep lists and families lie in the members, and how much they hold.
  package private(set) var extent = ValueExtent(holding: [])

  /// The member at an index; setting a new one appends it, and nil takes one out.
  /// - Precondition: The index has as many parts as those of the other members.
  public subscript(index: Index) -> Value? {
    get { members[index] }
    set {
      let (old, new) = (members[index]?.extent, newValue?.extent)
      if newValue != nil { name(Array(repeating: nil, count: index.parts.count)) }
      members[index] = newValue
      extent.depth = max(extent.depth, (new?.depth ?? 0) + 1)
      extent.size = extent.size.plusSaturating(new?.size ?? 0) - (old?.size ?? 0)
      // Only where the last of the deepest is gone is the family less deep.
      if let old, old.depth + 1 == extent.depth, !members.values.contains(where: { $0.extent.depth == old.depth }) {
        extent = ValueExtent(holding: members.values.lazy.map(\.extent))
      }
    }
  }

  /// Says what the indices are called, those that have no name yet.
  mutating func name(_ names: [String?]) {
    precondition(indexNames.isEmpty || indexNames.count == names.count, "All members have as many indices.")
    indexNames = indexNames.isEmpty ? names : zip(indexNames, names).map { $0 ?? $1 }
  }

  /// The members whose index begins with some parts, under the parts that follow; nil where there is none.
  func members(under beginning: Index) -> Family? {
    let count = beginning.parts.count
    var family = Family()
    for (index, member) in members where index.parts.count > count && index.parts.starts(with: beginning.parts) {
      family[Index(Array(index.parts.dropFirst(count)))] = member
    }
    guard !family.members.isEmpty else { return nil }
    family.name(Array(indexNames.dropFirst(count)))
    family.isOpen = isOpen
    return family
  }

  /// The type that all members share, or `anything`.
  public var memberType: ValueType {
    let types = Set(members.values.map(\.type) + (foreseenMember.map { [$0] } ?? []))
    return types.count == 1 ? (types.first ?? .anything) : .anything
  }
}
