/// The items with commas between them, and an “or” before the last.
package func oneOf(_ items: [String]) -> String {
  switch items.count {
  case 0: "nothing"
  case 1: items[0]
  default: items.dropLast().joined(separator: ", ") + " or " + items[items.count - 1]
  }
}

/// The items with commas between them, and an “and” before the last.
package func allOf(_ items: [String]) -> String {
  items.count < 2 ? items.first ?? "none" : items.dropLast().joined(separator: ", ") + " and " + items[items.count - 1]
}
