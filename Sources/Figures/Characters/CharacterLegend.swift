/// Names beside samples of what they name, as many on a line as fit.
struct CharacterLegend {
  struct Entry {
    var name: String
    var sample: String
    var ink: CharacterPage.Ink
  }

  private let lines: [[Entry]]

  private static let gap = 3

  /// More lines than that are not shown, and counted instead.
  private static let mostLines = 4

  init(_ entries: [Entry], columns: Int) {
    var lines: [[Entry]] = []
    var room = 0
    for var entry in entries {
      entry.name = CharacterText.shortened(entry.name, to: columns - CharacterText.width(entry.sample) - 1)
      let width = Self.width(entry)
      if lines.isEmpty || room < width + Self.gap {
        lines.append([entry])
        room = columns - width
      } else {
        lines[lines.count - 1].append(entry)
        room -= width + Self.gap
      }
    }
    if lines.count > Self.mostLines {
      let left = lines[(Self.mostLines - 1)...].joined().count
      lines = lines.prefix(Self.mostLines - 1) + [[Entry(name: "and \(left) more", sample: "", ink: .quiet)]]
    }
    self.lines = lines
  }

  /// How many rows it takes.
  var rows: Int { lines.count }

  /// Writes it around the middle of some columns.
  func write(on page: inout CharacterPage, middle: Double, row: Int) {
    for (index, line) in lines.enumerated() {
      let width = line.reduce(Self.gap * (line.count - 1)) { $0 + Self.width($1) }
      var column = max(0, min(Int((middle - Double(width - 1) / 2).rounded()), page.columns - width))
      for entry in line {
        page.write(entry.sample, entry.ink, column: column, row: row + index)
        let indent = entry.sample.isEmpty ? 0 : CharacterText.width(entry.sample) + 1
        page.write(entry.name, column: column + indent, row: row + index)
        column += Self.width(entry) + Self.gap
      }
    }
  }

  private static func width(_ entry: Entry) -> Int {
    CharacterText.width(entry.name) + (entry.sample.isEmpty ? 0 : CharacterText.width(entry.sample) + 1)
  }
}
