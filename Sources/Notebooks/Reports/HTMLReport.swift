internal import Basics

extension Notebook {
  /// The notebook with what its cells gave, as one HTML file that needs nothing beside it.
  ///
  /// Nothing in it runs, and nothing is fetched: the page forbids both, and everything from outside is escaped.
  ///
  /// - Parameters:
  ///   - facts: What it says of how it came about.
  ///   - highlight: The pieces of a cell's code, for their colours.
  ///   - file: The bytes of a picture file that prose shows, by the path that stands there; nil where there is none.
  /// - Throws: ``NotebookError/withoutHTMLReports`` in a build without them.
  public func htmlReport(
    facts: ReportFacts, highlight: (String) -> [(Range<String.Index>, CodeKind)] = { _ in [] },
    file: (_ path: String) -> [UInt8]? = { _ in nil }
  ) throws(NotebookError) -> String {
    #if HTMLReports
      var report = HTMLReport()
      report.write(self, facts: facts, highlight: highlight, file: file)
      return report.page(facts: facts)
    #else
      throw .withoutHTMLReports
    #endif
  }
}

#if HTMLReports
  /// A report as HTML, while it is written.
  private struct HTMLReport {
    private var parts: [String] = []
    private var figures = 0

    mutating func write(
      _ notebook: Notebook, facts: ReportFacts, highlight: (String) -> [(Range<String.Index>, CodeKind)],
      file: (String) -> [UInt8]?
    ) {
      var cells = notebook.cells
      var title = "<h1>\(facts.title.inMarkup)</h1>\n"
      if let first = cells.first, first.kind == .markdown, let heading = ReportHeading(first.source) {
        title = HTMLProse.html(heading.line, attachments: first.attachments, file: file)
        cells[0].source = heading.rest
      }
      parts.append(Self.header(title: title, facts: facts))
      for cell in cells {
        switch cell.kind {
        case .markdown:
          guard !PercentLines.isBlank(cell.source) else { continue }
          let prose = HTMLProse.html(cell.source, attachments: cell.attachments, file: file)
          parts.append("<section class=\"prose\">\n\(prose)</section>\n")
        case .raw:
          guard !PercentLines.isBlank(cell.source) else { continue }
          parts.append("<section class=\"cell\">\(Self.block("raw", cell.source.inMarkup))</section>\n")
        case .code: write(code: cell, highlight: highlight)
        }
      }
    }

    private static func header(title: String, facts: ReportFacts) -> String {
      let origin = facts.origin.map { "<span>\($0.inMarkup)</span>" }.joined(separator: " ")
      var header = "<header>\n\(title)<p class=\"origin\">\(origin)</p>\n"
      if !facts.parameters.isEmpty {
        let rows = facts.parameters.map {
          "<div><dt>\($0.name.inMarkup)</dt><dd>\($0.value.inMarkup)</dd></div>"
        }
        header += "<dl class=\"parameters\">\n\(rows.joined(separator: "\n"))\n</dl>\n"
      }
      return header + "</header>\n"
    }

    private mutating func write(code cell: Cell, highlight: (String) -> [(Range<String.Index>, CodeKind)]) {
      var html = ""
      if !cell.title.isEmpty { html += "<h2 class=\"title\">\(cell.title.inMarkup)</h2>\n" }
      if !PercentLines.isBlank(cell.source) {
        html += Self.block("code", "<code>\(HTMLText.code(cell.source, pieces: highlight(cell.source)))</code>")
      }
      for output in CellOutput.joined(cell.outputs) { html += self.html(output, of: cell) }
      if !html.isEmpty { parts.append("<section class=\"cell\">\n\(html)</section>\n") }
    }

    private mutating func html(_ output: CellOutput, of cell: Cell) -> String {
      switch output {
      case .stream(let name, let text):
        return Self.block(name == "stderr" ? "stream remarks" : "stream", HTMLText.terminal(text))
      case .display(let bundle, let metadata), .result(let bundle, let metadata, _):
        let alternative = cell.alternative(for: bundle, number: figures + 1)
        if let picture = ReportPicture(bundle, alternative: alternative) {
          figures += 1
          let width = metadata[picture.type]?["width"]?.integer.flatMap { $0 > 0 ? " width=\"\($0)\"" : nil } ?? ""
          let name = picture.alternative.inMarkup
          return "<figure><img src=\"\(picture.dataURI)\" alt=\"\(name)\"\(width)></figure>\n"
        }
        if let text = bundle["text/markdown"]?.text {
          return "<div class=\"prose result\">\n\(HTMLProse.html(text, attachments: [:]))</div>\n"
        }
        return Self.block("result", HTMLText.terminal(bundle.shownText))
      case .error(let name, let value, let traceback):
        let text = traceback.isEmpty ? "\(name): \(value)" : traceback.joined(separator: "\n")
        return Self.block("error", HTMLText.terminal(text))
      }
    }

    /// Lines that keep their spaces; those too many or too long are scrolled, with the keyboard too.
    private static func block(_ kind: String, _ html: String) -> String {
      html.isEmpty ? "" : "<pre class=\"\(kind)\" tabindex=\"0\">\(html)</pre>\n"
    }

    func page(facts: ReportFacts) -> String {
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <meta name="generator" content="\(facts.version.inMarkup)">
      <title>\(facts.title.inMarkup)</title>
      <style>
      \(HTMLStyle.sheet)
      </style>
      </head>
      <body>
      <main>
      \(parts.joined())</main>
      </body>
      </html>

      """
    }
  }
#endif
