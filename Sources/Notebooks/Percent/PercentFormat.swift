/// How a cell stood in a percent file.
struct PercentText: Hashable {
  /// The header line with its end; nil for what stands before the first header.
  var header: String?
  /// All lines below it with their ends.
  var body: String
}

extension Notebook {
  /// Reads a percent file: `# %%` opens a cell, `# %% [markdown]` one of prose whose lines begin with `#`.
  ///
  /// Any text is a notebook; what stands before the first header is a cell of code, unless it is blank.
  public init(percent text: String) {
    var cells: [Cell] = []
    var preamble = ""
    var current = PercentText(header: nil, body: "")
    func finish() {
      let blank = current.body.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
      if current.header == nil, blank {
        preamble = current.body
      } else {
        cells.append(Cell(written: current))
      }
    }
    for line in PercentLines.split(text) {
      let isFirst = current.header == nil && current.body.isEmpty
      let hasMark = isFirst && line.unicodeScalars.first == "\u{FEFF}"
      let content = hasMark ? String(line.unicodeScalars.dropFirst()) : line
      if PercentHeader(PercentLines.content(content)) != nil {
        if hasMark { current.body = "\u{FEFF}" }
        finish()
        current = PercentText(header: content, body: "")
      } else {
        current.body += line
      }
    }
    finish()
    self.init(cells: cells, preamble: preamble)
  }

  /// The notebook as a percent file; a notebook read from one, and not changed, gives the same bytes.
  public var percentText: String {
    var text = preamble
    for (index, cell) in cells.enumerated() {
      let needsBreak = !text.isEmpty && !PercentLines.endsLine(text) && !(index == 0 && text == "\u{FEFF}")
      if needsBreak { text += "\n" }
      text += cell.percentText(isFirst: index == 0, isLast: index == cells.count - 1)
    }
    return text
  }
}

extension Cell {
  init(written: PercentText) {
    let header = written.header.flatMap { PercentHeader(PercentLines.content($0)) }
    let kind = header?.kind ?? .code
    self.init(
      kind: kind, title: header?.title ?? "", tags: header?.tags ?? [], metadata: header?.metadata ?? [],
      source: Self.source(in: written.body, kind: kind))
    self.written = written
  }

  /// The cell as text, as it was written wherever it still says the same.
  func percentText(isFirst: Bool, isLast: Bool) -> String {
    let header = PercentHeader(of: self)
    var text: String
    if let written {
      let old = written.header.flatMap { PercentHeader(PercentLines.content($0)) }
      let unchanged = old == header || (written.header == nil && isFirst && header == PercentHeader("# %%"))
      text = unchanged ? written.header ?? "" : header.line + "\n"
      if kind == old?.kind ?? .code, Self.source(in: written.body, kind: kind) == source {
        return text + written.body
      }
      if !text.isEmpty, !PercentLines.endsLine(text) { text += "\n" }
    } else {
      text = header.line + "\n"
    }
    if !source.isEmpty {
      let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
      text += lines.map { kind == .code ? "\($0)\n" : $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
    }
    return isLast ? text : text + "\n"
  }

  /// The content that some lines of a percent file stand for.
  private static func source(in body: String, kind: Kind) -> String {
    var lines = PercentLines.split(body).map(PercentLines.content)
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    if kind != .code {
      lines = lines.map { line in
        guard line.first == "#" else { return line }
        let rest = line.dropFirst()
        return String(rest.first == " " ? rest.dropFirst() : rest)
      }
    }
    return lines.joined(separator: "\n")
  }
}
