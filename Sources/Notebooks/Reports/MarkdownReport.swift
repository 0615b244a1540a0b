extension Notebook {
  /// The notebook with what its cells gave, as Markdown.
  ///
  /// - Parameters:
  ///   - facts: What it says of how it came about.
  ///   - options: What it shows.
  ///   - picturesFolder: The folder of the figures, as seen from the report, such as `lesson_files`.
  /// - Returns: The text, and the files that it shows with their paths, which begin with the folder's.
  public func markdownReport(
    facts: ReportFacts, options: ReportOptions = ReportOptions(), picturesFolder: String
  ) -> (text: String, pictures: [(path: String, bytes: [UInt8])]) {
    var report = MarkdownReport(folder: picturesFolder, options: options)
    report.write(self, facts: facts)
    return (report.blocks.joined(separator: "\n\n") + "\n", report.pictures)
  }
}

/// A report as Markdown, while it is written.
private struct MarkdownReport {
  let folder: String
  let options: ReportOptions
  var blocks: [String] = []
  var pictures: [(path: String, bytes: [UInt8])] = []
  var figures = 0
  /// The last heading of the prose above, as long as no cell with a title stands below it.
  private var section: String?

  init(folder: String, options: ReportOptions) { (self.folder, self.options) = (folder, options) }

  mutating func write(_ notebook: Notebook, facts: ReportFacts) {
    let front = ReportFront(notebook, facts: facts)
    if let title = front.title {
      blocks.append("# \(title)")
    } else if !front.hasTitleBelow {
      blocks.append("# \(MarkdownText.escaped(facts.title))")
    }
    blocks.append(front.credits.isEmpty ? "" : "*\(MarkdownText.escaped(front.credits))*")
    if let ending = facts.ending { blocks.append("> **\(ending.sentence)**") }
    blocks.append(facts.origin.map(MarkdownText.code).joined(separator: " · "))
    if !facts.parameters.isEmpty {
      blocks.append(
        facts.parameters.map { "- \(MarkdownText.code("\($0.name) = \($0.value)"))" }.joined(separator: "\n"))
    }
    if options.hasContents { blocks.append(contents(of: front.cells)) }
    for cell in front.cells { write(cell) }
    blocks.removeAll { $0.isEmpty }
  }

  /// The headings as links, which the sites that show Markdown name after their words.
  private func contents(of cells: [Cell]) -> String {
    var anchors = HeadingAnchors()
    let headings = cells.filter { !CellView($0, hidesCode: options.hidesCode).isAbsent }.flatMap { cell in
      cell.kind == .markdown ? MarkdownHeadings.found(in: cell.source) : []
    }
    let top = headings.map(\.level).min() ?? 1
    return headings.map { heading in
      let indent = String(repeating: "  ", count: heading.level - top)
      return "\(indent)- [\(heading.text)](#\(anchors.anchor(for: heading.text)))"
    }.joined(separator: "\n")
  }

  private mutating func write(_ cell: Cell) {
    let view = CellView(cell, hidesCode: options.hidesCode)
    if view.isAbsent { return }
    switch cell.kind {
    case .markdown: write(prose: cell)
    case .raw: blocks.append(cell.source)
    case .code:
      if !cell.title.isEmpty {
        if !ReportContents.says(section, cell.title) { blocks.append("**\(MarkdownText.escaped(cell.title))**") }
        section = nil
      }
      fold(view.input, under: "Code") { report in
        guard !PercentLines.isBlank(cell.source) else { return }
        report.blocks.append(MarkdownText.fenced(cell.source, as: "darkroom"))
      }
      fold(view.outputs, under: "Output") { report in
        for output in CellOutput.joined(cell.outputs) { report.write(output, of: cell) }
      }
    }
  }

  /// Writes a part of a cell as it is to be shown.
  private mutating func fold(_ part: CellView.Part, under word: String, _ write: (inout MarkdownReport) -> Void) {
    guard part != .absent else { return }
    let start = blocks.count
    write(&self)
    guard part == .folded, blocks.count > start else { return }
    blocks.insert("<details><summary>\(word)</summary>", at: start)
    blocks.append("</details>")
  }

  /// Prose, with what is attached to it in files.
  private mutating func write(prose cell: Cell) {
    var text = cell.source
    for (name, bundle) in cell.attachments.sorted(by: { $0.key < $1.key }) {
      // A name may be the beginning of another, so what ends it is looked for too.
      let references = [")", " "].map { (text: "](attachment:\(name)\($0)", end: $0) }
      guard !name.isEmpty, references.contains(where: { text.contains($0.text) }),
        let picture = ReportPicture(bundle, alternative: name)
      else { continue }
      let address = MarkdownText.address(add(picture, called: "attachment"))
      for reference in references {
        text = text.replacing(reference.text, with: "](\(address)\(reference.end)")
      }
    }
    if let last = MarkdownHeadings.found(in: text).last { section = last.text }
    blocks.append(String(text.drop { $0 == "\n" }))
  }

  private mutating func write(_ output: CellOutput, of cell: Cell) {
    switch output {
    case .stream(_, let text): write(text: text)
    case .display(let bundle, _), .result(let bundle, _, _): write(bundle, of: cell)
    case .error(let name, let value, let traceback):
      write(text: traceback.isEmpty ? "\(name): \(value)" : traceback.joined(separator: "\n"))
    }
  }

  private mutating func write(_ bundle: MIMEBundle, of cell: Cell) {
    let alternative = cell.alternative(for: bundle, number: figures + 1)
    if let picture = ReportPicture(bundle, alternative: alternative) {
      let path = add(picture, called: "figure")
      blocks.append("![\(MarkdownText.escaped(picture.alternative))](\(MarkdownText.address(path)))")
    } else if let text = bundle["text/markdown"]?.text {
      blocks.append(text)
    } else {
      write(text: bundle.shownText)
    }
  }

  private mutating func write(text: String) {
    let plain = TerminalText(text).plain
    if !PercentLines.isBlank(plain) { blocks.append(MarkdownText.fenced(plain, as: "text")) }
  }

  /// Puts a picture among the files, and gives its path.
  private mutating func add(_ picture: ReportPicture, called name: String) -> String {
    if name == "figure" { figures += 1 }
    let number = name == "figure" ? figures : pictures.count + 1
    let path = (folder.isEmpty ? "" : "\(folder)/") + "\(name)-\(number).\(picture.fileEnding)"
    pictures.append((path, picture.bytes))
    return path
  }
}

extension MIMEBundle {
  /// What is shown of something that is no picture and no prose.
  var shownText: String {
    if let text = forms["text/plain"]?.text { return text }
    for (type, content) in forms.sorted(by: { $0.key < $1.key }) {
      switch content {
      case .json(let value): return value.json(.indented(2))
      case .text(let text) where type.hasPrefix("text/"): return text
      default: continue
      }
    }
    return forms.isEmpty ? "" : "(\(forms.keys.sorted().joined(separator: ", ")))"
  }
}

/// Text that Markdown shall not take for its own signs.
private enum MarkdownText {
  /// A line of text.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if "\\`*_[]<>#|~&!".unicodeScalars.contains(scalar) { escaped += "\\" }
      escaped.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
    }
    return escaped
  }

  /// A line of code.
  static func code(_ text: String) -> String {
    let fence = String(repeating: "`", count: longestRun(in: text) + 1)
    let pad = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    let line = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    return fence + pad + line + pad + fence
  }

  /// Lines of code.
  static func fenced(_ text: String, as language: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(in: text) + 1))
    return "\(fence)\(language)\n\(text)\(PercentLines.endsLine(text) ? "" : "\n")\(fence)"
  }

  /// A path as the target of a link.
  static func address(_ path: String) -> String {
    var address = ""
    for byte in path.utf8 {
      let character = Character(Unicode.Scalar(byte))
      if byte < 0x80, character.isLetter || character.isNumber || "-._~/".contains(character) {
        address.append(character)
      } else {
        address += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return address
  }

  private static func longestRun(in text: String) -> Int {
    var longest = 0
    var current = 0
    for byte in text.utf8 {
      current = byte == UInt8(ascii: "`") ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
