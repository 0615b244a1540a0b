internal import Basics
public import Options
public import OrderedCollections

/// The values of one name told apart by an index: `model[200]` and `model[1000]` are the family `model`.
///
/// Members are in the order of their indices: numbers first, by size, then words by the alphabet.
public struct Family {
  /// What stands between the brackets.
  public enum Index: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// A number, as in `model[200]`.
    case number(Double)
    /// A word or text, as in `model[wide]`.
    case text(String)

    /// The index as it is written between the brackets.
    public var description: String {
      switch self {
      case .number(let number): numberText(number)
      case .text(let text): text
      }
    }

    /// Numbers come before words; each are in their own order.
    public static func < (left: Index, right: Index) -> Bool {
      switch (left, right) {
      case (.number(let left), .number(let right)): left < right
      case (.text(let left), .text(let right)): left < right
      case (.number, .text): true
      case (.text, .number): false
      }
    }
  }

  /// The members by their index, in order.
  public private(set) var members: OrderedDictionary<Index, Value> = [:]

  /// Whether there may be more members than the checker knows of; never true while a script runs.
  public var isOpen = false

  /// The type of the members that the checker cannot name yet.
  var foreseenMember: ValueType?

  /// A family of no members yet.
  public init() {}

  /// The member at an index; setting one keeps the order.
  public subscript(index: Index) -> Value? {
    get { members[index] }
    set {
      members[index] = newValue
      members.sort { $0.key < $1.key }
    }
  }

  /// The type that all members share, or `anything`.
  public var memberType: ValueType {
    let types = Set(members.values.map(\.type) + (foreseenMember.map { [$0] } ?? []))
    return types.count == 1 ? (types.first ?? .anything) : .anything
  }
}
