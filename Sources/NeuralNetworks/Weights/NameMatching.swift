internal import Basics

/// Which of a file's names stand for which that are wanted, prefixes that wrappers add being taken off.
struct NameMatching {
  /// The file's name for each that was found.
  private(set) var found: [String: String] = [:]
  /// The file's names that stand for none, in the file's order.
  private(set) var extra: [String] = []
  /// What was taken off and renamed.
  private(set) var remarks: [String] = []

  /// What wrappers put before names: `DataParallel`, `torch.compile`, Lightning and a module around the model.
  private static let wrappers = ["module.", "_orig_mod.", "model."]

  /// No more of them are taken off a name.
  private static let mostWrappers = 8

  /// Matches names; throws where two of the file's stand for the same, and where a pair of the map fits none.
  init(_ names: [String], to wanted: Set<String>, by map: NameMap, in file: String) throws {
    var renamed = 0
    var used: Set<Int> = []
    var prefixes: [String: String] = [:]
    var targets: [(own: String, target: String)] = []
    for name in names {
      let bare = Self.withoutWrappers(name, wanted)
      if let mapped = map.applied(to: name) ?? map.applied(to: bare) {
        used.insert(mapped.pair)
        renamed += 1
        targets.append((name, mapped.name))
      } else {
        prefixes[name] = String(name.dropLast(bare.count))
        targets.append((name, bare))
      }
    }
    if let unused = map.pairs.indices.first(where: { !used.contains($0) }) {
      let known = names.prefix(4).map { "`\($0)`" } + (names.count > 4 ? ["\(names.count - 4) more"] : [])
      throw WeightsRefusal(
        file: file, about: .names,
        "`map=` speaks of `\(map.pairs[unused].from)`, with which no name of the file begins; it has \(allOf(known))")
    }
    // What is left may all stand under one further name.
    let open = targets.filter { prefixes[$0.own] != nil }
    if let prefix = Self.commonPrefix(open.map(\.target)), !open.contains(where: { wanted.contains($0.target) }) {
      let shorter = open.map { own, target in
        (own, Self.withoutWrappers(String(target.dropFirst(prefix.count)), wanted))
      }
      if shorter.contains(where: { wanted.contains($0.1) }) {
        let targetOf = Dictionary(shorter) { first, _ in first }
        targets = targets.map { own, target in (own, targetOf[own] ?? target) }
        for (own, target) in shorter { prefixes[own] = String(own.dropLast(target.count)) }
      }
    }
    var counts: [String: Int] = [:]
    for (own, target) in targets {
      guard wanted.contains(target) else {
        extra.append(own)
        continue
      }
      if let other = found.updateValue(own, forKey: target) {
        throw WeightsRefusal(file: file, about: .names, "“\(other)” and “\(own)” are both the model's “\(target)”")
      }
      if let prefix = prefixes[own], !prefix.isEmpty { counts[prefix, default: 0] += 1 }
    }
    for (prefix, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      remarks.append("took the prefix `\(prefix)` off \(count) name\(count == 1 ? "" : "s")")
    }
    if renamed > 0 { remarks.append("renamed \(renamed) tensor\(renamed == 1 ? "" : "s") by `map=`") }
  }

  /// A name without the prefixes of wrappers, as far as it is not wanted with them.
  private static func withoutWrappers(_ name: String, _ wanted: Set<String>) -> String {
    var rest = name
    for _ in 0..<mostWrappers {
      guard !wanted.contains(rest), let wrapper = wrappers.first(where: { rest.hasPrefix($0) && rest != $0 }) else {
        break
      }
      rest = String(rest.dropFirst(wrapper.count))
    }
    return rest
  }

  /// The first part that all names share, with its point; nil where there is none.
  private static func commonPrefix(_ names: [String]) -> String? {
    guard let first = names.first, let point = first.firstIndex(of: ".") else { return nil }
    let prefix = String(first[...point])
    return names.allSatisfy { $0.hasPrefix(prefix) && $0.count > prefix.count } ? prefix : nil
  }
}
