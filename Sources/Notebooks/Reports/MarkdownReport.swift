extension Notebook {
  /// The notebook with what its cells gave, as Markdown.
  ///
  /// - Parameters:
  ///   - facts: What it says of how it came about.
  ///   - picturesFolder: The folder of the figures, as seen from the report, such as `lesson_files`.
  /// - Returns: The text, and the files that it shows with their paths, which begin with the folder's.
  public func markdownReport(
    facts: ReportFacts, picturesFolder: String
  ) -> (text: String, pictures: [(path: String, bytes: [UInt8])]) {
    var report = MarkdownReport(folder: picturesFolder)
    report.write(self, facts: facts)
    return (report.blocks.joined(separator: "\n\n") + "\n", report.pictures)
  }
}

/// A report as Markdown, while it is written.
private struct MarkdownReport {
  let folder: String
  var blocks: [String] = []
  var pictures: [(path: String, bytes: [UInt8])] = []
  var figures = 0

  init(folder: String) { self.folder = folder }

  mutating func write(_ notebook: Notebook, facts: ReportFacts) {
    var cells = notebook.cells
    if let first = cells.first, first.kind == .markdown, let heading = ReportHeading(first.source) {
      blocks.append(heading.line)
      cells[0].source = heading.rest
    } else {
      blocks.append("# \(MarkdownText.escaped(facts.title))")
    }
    blocks.append(facts.origin.map(MarkdownText.code).joined(separator: " · "))
    if !facts.parameters.isEmpty {
      blocks.append(
        facts.parameters.map { "- \(MarkdownText.code("\($0.name) = \($0.value)"))" }.joined(separator: "\n"))
    }
    for cell in cells { write(cell) }
    blocks.removeAll { $0.isEmpty }
  }

  private mutating func write(_ cell: Cell) {
    switch cell.kind {
    case .markdown: write(prose: cell)
    case .raw: blocks.append(cell.source)
    case .code:
      if !cell.title.isEmpty { blocks.append("**\(MarkdownText.escaped(cell.title))**") }
      if !PercentLines.isBlank(cell.source) { blocks.append(MarkdownText.fenced(cell.source, as: "darkroom")) }
      for output in CellOutput.joined(cell.outputs) { write(output, of: cell) }
    }
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

/// The heading that a report takes its title from, if the prose begins with one.
struct ReportHeading {
  /// The line of the heading.
  let line: String
  /// What comes after it.
  let rest: String

  init?(_ prose: String) {
    var lines = prose.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = lines.first, PercentLines.isBlank(first) { lines.removeFirst() }
    guard let first = lines.popFirst(), first.hasPrefix("# ") else { return nil }
    line = String(first)
    rest = lines.joined(separator: "\n")
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
