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

  /// How deep lists and families lie in the members, and how much they hold.
  package private(set) var extent = ValueExtent(holding: [])

  /// The member at an index; setting one keeps the order, and nil takes it out.
  public subscript(index: Index) -> Value? {
    get { members[index] }
    set {
      let (old, new) = (members[index]?.extent, newValue?.extent)
      if old == nil, let newValue {
        members.updateValue(newValue, forKey: index, insertingAt: place(of: index))
      } else {
        members[index] = newValue
      }
      extent.depth = max(extent.depth, (new?.depth ?? 0) + 1)
      extent.size = extent.size.plusSaturating(new?.size ?? 0) - (old?.size ?? 0)
      // Only where the last of the deepest is gone is the family less deep.
      if let old, old.depth + 1 == extent.depth, !members.values.contains(where: { $0.extent.depth == old.depth }) {
        extent = ValueExtent(holding: members.values.lazy.map(\.extent))
      }
    }
  }

  /// Where a new index comes among those that there are.
  private func place(of index: Index) -> Int {
    var (low, high) = (0, members.count)
    while low < high {
      let middle = (low + high) / 2
      if members.keys[middle] < index { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The type that all members share, or `anything`.
  public var memberType: ValueType {
    let types = Set(members.values.map(\.type) + (foreseenMember.map { [$0] } ?? []))
    return types.count == 1 ? (types.first ?? .anything) : .anything
  }
}
