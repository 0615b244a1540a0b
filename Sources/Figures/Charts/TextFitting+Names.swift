extension TextFitting {
  /// `names`, each shortened with “…” to at most `width` points, so that names that differ stay different where there is
  /// room for what they differ in.
  ///
  /// A name is cut at its end; where two would be the same then, each keeps what the other has not: its beginning is cut
  /// off, or its middle.
  package static func shortened(_ names: [String], to width: Double, font: Font, on canvas: any Canvas) -> [String] {
    var labels = names.map { shortened($0, to: width, font: font, on: canvas) }
    for group in alike(labels, of: names) {
      let members = group.map { names[$0] }
      let beginning = members.dropFirst().reduce(members[0]) { commonBeginning($0, $1) }.count
      var ways: [[String]] = []
      // The middle: the beginning, and as much of the end as tells one from the other.
      for kept in [3, 2, 1] {
        ways.append(members.map { cutInside($0, keeping: min(kept, beginning), to: width, font: font, on: canvas) })
      }
      // What follows the beginning that all of them have.
      ways.append(
        members.map { shortened("…" + $0.dropFirst(beginning), to: width, font: font, on: canvas) })
      let fitting = ways.first { way in !way.contains("") && Set(zip(members, way).map(\.1)).count == Set(members).count
      }
      guard let fitting else { continue }
      for (place, label) in zip(group, fitting) { labels[place] = label }
    }
    return labels
  }

  /// The places of labels that are the same though their names differ, those of one label together.
  private static func alike(_ labels: [String], of names: [String]) -> [[Int]] {
    Dictionary(grouping: labels.indices) { labels[$0] }.values
      .filter { group in !labels[group[0]].isEmpty && Set(group.map { names[$0] }).count > 1 }
      .sorted { $0[0] < $1[0] }
  }

  private static func commonBeginning(_ first: String, _ second: String) -> String {
    String(zip(first, second).prefix { $0 == $1 }.map(\.0))
  }

  /// `name` with “…” in the place of its middle, so many characters of its beginning kept and as much of its end as fits;
  /// empty where not even one does.
  private static func cutInside(
    _ name: String, keeping count: Int, to width: Double, font: Font, on canvas: any Canvas
  ) -> String {
    if canvas.measure(name, font: font).width <= width { return name }
    let characters = Array(name)
    let head = String(characters.prefix(count)) + "…"
    for start in characters.indices.dropFirst(count + 1) {
      let trial = head + String(characters[start...])
      if canvas.measure(trial, font: font).width <= width { return trial }
    }
    return ""
  }
}
