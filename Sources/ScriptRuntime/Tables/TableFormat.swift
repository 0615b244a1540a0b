import Basics

/// The files that hold a table.
package enum TableFormat: String, CaseIterable {
  case csv, md, tex, json

  /// The table as such a file's text.
  package func text(of table: Table) -> String {
    switch self {
    case .csv: Self.csv(table)
    case .md: Self.markdown(table)
    case .tex: Self.tex(table)
    case .json: Self.json(table)
    }
  }

  /// The names of the columns on the first line; behind a column with deviations stands one of them.
  ///
  /// Source: RFC 4180.
  private static func csv(_ table: Table) -> String {
    var text = table.names.map(CSVText.cell).joined(separator: ",") + "\n"
    for row in 0..<table.count {
      let cells = table.columns.flatMap { column -> [String] in
        switch column.cells {
        case .texts(let texts): [CSVText.cell(texts[row])]
        case .numbers(let numbers):
          [exact(numbers[row]?.mean)] + (column.hasSpread ? [exact(numbers[row]?.spread?.deviation)] : [])
        }
      }
      text += cells.joined(separator: ",") + "\n"
    }
    return text
  }

  /// All digits of a number; nothing where there is none.
  private static func exact(_ number: Double?) -> String {
    guard let number else { return "" }
    return Int(exactly: number).map(String.init) ?? (number.isFinite ? "\(number)" : numberText(number))
  }

  /// The table as JSON: the names of the columns in order, and an object for each row.
  private static func json(_ table: Table) -> String {
    let rows = (0..<table.count).map { row -> JSONValue in
      var cells: [String: JSONValue] = [:]
      for column in table.columns {
        switch column.cells {
        case .texts(let texts): cells[column.name] = .text(texts[row])
        case .numbers(let numbers):
          cells[column.name] = number(numbers[row]?.mean)
          if column.hasSpread { cells[column.name + Table.deviation] = number(numbers[row]?.spread?.deviation) }
        }
      }
      return .object(cells)
    }
    let columns = table.names.map { JSONValue.text($0) }
    return JSONValue.object(["columns": .list(columns), "rows": .list(rows)]).json(.indented(2)) + "\n"
  }

  private static func number(_ number: Double?) -> JSONValue {
    guard let number else { return .null }
    return Int(exactly: number).map { .integer($0) } ?? .number(number)
  }

  /// The table as GitHub's Markdown has it.
  ///
  /// Source: GitHub Flavored Markdown, section 4.10.
  private static func markdown(_ table: Table) -> String {
    let cells = table.columns.map { TableCells($0) }
    var lines = [
      table.columns.map { $0.name.escapedInMarkdown }, cells.map { $0.areNumbers ? "---:" : "---" },
    ]
    for row in 0..<table.count {
      lines.append(cells.map { $0.areNumbers ? $0.texts[row] : $0.texts[row].escapedInMarkdown })
    }
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// The table as LaTeX, with the rules of the package booktabs.
  ///
  /// Source: Fear, "Publication quality tables in LaTeX", 2020.
  private static func tex(_ table: Table) -> String {
    let cells = table.columns.map { column in
      TableCells(column) { mean, deviation in
        guard let deviation else { return inMathematics(mean) }
        return "$\(powers(mean)) \\pm \(powers(deviation))$"
      }
    }
    var text = "% \\usepackage{booktabs}\n\\begin{tabular}{"
    text += cells.map { $0.areNumbers ? "r" : "l" }.joined() + "}\n\\toprule\n"
    text += table.columns.map { escapedForTeX($0.name) }.joined(separator: " & ") + " \\\\\n\\midrule\n"
    for row in 0..<table.count {
      let line = cells.map { $0.areNumbers ? $0.texts[row] : escapedForTeX($0.texts[row]) }
      text += line.joined(separator: " & ") + " \\\\\n"
    }
    return text + "\\bottomrule\n\\end{tabular}\n"
  }

  /// A number that needs it, one below zero or with an exponent, as LaTeX sets it in formulas.
  private static func inMathematics(_ number: String) -> String {
    number.contains(where: { $0 == "-" || $0 == "e" }) ? "$\(powers(number))$" : number
  }

  private static func powers(_ number: String) -> String {
    guard let place = number.firstIndex(of: "e"), number.first?.isLetter == false else { return number }
    return "\(number[..<place]) \\times 10^{\(number[number.index(after: place)...])}"
  }

  private static func escapedForTeX(_ text: String) -> String {
    text.map { character in
      switch character {
      case "\\": "\\textbackslash{}"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "&", "%", "$", "#", "_", "{", "}": "\\\(character)"
      case "…": "\\ldots{}"
      case _ where character.isNewline: " "
      default: "\(character)"
      }
    }.joined()
  }
}

extension Table {
  /// The table in the forms beside its lines from which a front end chooses, by their MIME types.
  package var forms: [String: String] { ["text/html": html, "text/markdown": TableFormat.md.text(of: self)] }

  /// The table as HTML.
  private var html: String {
    let cells = columns.map { TableCells($0) }
    return ShownTable(
      rows: [names] + (0..<count).map { place in cells.map { $0.texts[place] } },
      right: Set(cells.indices.filter { cells[$0].areNumbers }), hasHeads: true
    ).html
  }
}
