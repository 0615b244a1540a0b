/// A bar of so many characters that shows which part of a whole is done: `━━━━━─────`.
package func barText(_ part: Int, of whole: Int, width: Int = 20) -> String {
  let share = Double(min(max(part, 0), max(whole, 1))) / Double(max(whole, 1))
  let done = Int(share * Double(width))
  return String(repeating: "━", count: done) + String(repeating: "─", count: width - done)
}
