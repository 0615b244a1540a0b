import ScriptLanguage

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
  ///
  /// A header says the cell's title and kind, its tags, and whatever else is noted with it as `key=value`, where the
  /// value is JSON:
  ///
  ///     # %% Losses [markdown] tags=["figure", "slow"] width=12
  ///
  /// So that every notebook comes through a percent file and back,
  /// - a line of content that looks like a header has a backslash behind its `#`: `#\ %%`;
  /// - a title that would not be read back as bare words is `title="…"`, and entries with keys that a header
  ///   understands in its own way, or that are no names, are `metadata={…}`;
  /// - white space at the end of code is `trailing="\n\n"`, and lines that do not end in `\n` are `newlines="\r\n"`, or
  ///   a list of what ends each;
  /// - what is attached to prose is `attachments={"NAME": {"image/png": "…"}}`, in base64;
  /// - what is noted with the notebook is lines at the very start of the file: `# notebook: {"authors": ["Ada"]}`.
  public init(percent text: String) {
    var cells: [Cell] = []
    var preamble = PercentPreamble(text)
    var current = PercentText(header: nil, body: "")
    func finish(_ preamble: inout PercentPreamble) {
      if current.header == nil, PercentPreamble.isBlank(current.body) {
        preamble.rest = current.body
      } else {
        if current.header == nil { preamble.rest = "" }
        cells.append(Cell(written: current))
      }
    }
    for line in PercentLines.split(preamble.rest) {
      if CellMark.behind(PercentLines.content(line)) != nil {
        finish(&preamble)
        current = PercentText(header: line, body: "")
      } else {
        current.body += line
      }
    }
    finish(&preamble)
    self.init(cells: cells, metadata: preamble.metadata, preamble: preamble.text)
  }

  /// The notebook as a percent file; a notebook read from one, and not changed, gives the same bytes.
  public var percentText: String {
    var start = PercentPreamble(preamble)
    let known = metadata.filter { !PercentPreamble.givenKeys.contains($0.key) }
    if start.metadata != known { start.metadata = known }
    if !start.metadataLines.isEmpty, !PercentLines.endsLine(start.metadataLines), !cells.isEmpty {
      start.metadataLines += "\n"
    }
    let firstIsBare = cells.first?.written != nil && cells.first?.written?.header == nil
    if !start.metadataLines.isEmpty, start.rest.isEmpty, !firstIsBare, preamble != start.text { start.rest = "\n" }
    var text = start.text
    for (index, cell) in cells.enumerated() {
      let needsBreak = !text.isEmpty && !PercentLines.endsLine(text) && !(index == 0 && text == start.mark)
      if needsBreak { text += "\n" }
      let mayBeBare = index == 0 && start.rest.isEmpty
      text += cell.percentText(behind: mayBeBare ? text : nil, isLast: index == cells.count - 1)
    }
    return text
  }
}

extension Cell {
  init(written: PercentText) {
    let header = Self.header(of: written)
    self.init(
      kind: header.kind, title: header.title, tags: header.tags, metadata: header.metadata,
      source: PercentBody.source(in: written.body, kind: header.kind, notes: header.notes),
      attachments: header.attachments)
    self.written = written
  }

  private static func header(of written: PercentText) -> PercentHeader {
    written.header.flatMap { PercentHeader(PercentLines.content($0)) } ?? PercentHeader()
  }

  /// The cell as text, as it was written wherever it still says the same.
  ///
  /// - Parameter preamble: What stands before the cell, if nothing but a preamble does; then it may go without a header.
  func percentText(behind preamble: String?, isLast: Bool) -> String {
    let header = PercentHeader(of: self)
    let newBody = PercentBody(source: source, kind: kind).lines.map { $0 + "\n" }.joined()
    guard let written else { return Self.ended(header.line + "\n", newBody) + (isLast ? "" : "\n") }
    let old = Self.header(of: written)
    func oldHeader(over body: String) -> String? {
      if let header = written.header { return header }
      guard let preamble, PercentPreamble.leaves(body, behind: preamble) else { return nil }
      return ""
    }
    // First both as they were, then the old lines below a new header, then new lines below the old header.
    var unnoted = old
    unnoted.notes = header.notes
    if unnoted == header, has(written.body, below: old), let oldHeader = oldHeader(over: written.body) {
      return oldHeader + written.body
    }
    if has(written.body, below: header) { return Self.ended(header.line + "\n", written.body) }
    let line = old == header ? oldHeader(over: newBody) : nil
    return Self.ended(line ?? header.line + "\n", newBody) + (isLast ? "" : "\n")
  }

  /// Whether a text says what the cell holds.
  private func has(_ body: String, below header: PercentHeader) -> Bool {
    PercentBody.source(in: body, kind: header.kind, notes: header.notes).utf8.elementsEqual(source.utf8)
  }

  /// A header with lines below it.
  private static func ended(_ header: String, _ body: String) -> String {
    header.isEmpty || body.isEmpty || PercentLines.endsLine(header) ? header + body : header + "\n" + body
  }
}
