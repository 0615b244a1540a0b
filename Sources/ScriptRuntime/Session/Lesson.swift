import Basics

/// What a lesson has asked and checked so far, and what came of it.
public struct Lesson: Hashable, Sendable {
  /// Questions that somebody answered.
  public internal(set) var asked = 0
  /// Of these, those that were answered rightly at the first try.
  public internal(set) var rightAtOnce = 0
  /// Of these, those that were answered rightly in the end.
  public internal(set) var right = 0
  /// Checks that had a hint.
  public internal(set) var checks = 0
  /// Of these, those that held.
  public internal(set) var held = 0

  /// How far it came, in one line; nil where there is nothing to say.
  public var summary: String? {
    var parts: [String] = []
    if asked > 0 {
      let later = right > rightAtOnce ? ", \(countText(right)) in the end" : ""
      parts.append("\(countText(rightAtOnce)) of \(countText(asked, "question")) right at the first try\(later)")
    }
    if checks > 0 { parts.append("\(countText(held)) of \(countText(checks, "check")) hold\(checks == 1 ? "s" : "")") }
    return parts.isEmpty ? nil : "lesson: " + parts.joined(separator: "; ")
  }
}
