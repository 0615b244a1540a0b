internal import Basics

extension Notebook {
  /// The notebook with what its cells gave, as one HTML file that needs nothing beside it.
  ///
  /// Nothing in it runs, and nothing is fetched: the page forbids both, and everything from outside is escaped.
  ///
  /// - Parameters:
  ///   - facts: What it says of how it came about.
  ///   - options: What it shows.
  ///   - highlight: The pieces of a cell's code, for their colours.
  ///   - file: The bytes of a picture file that prose shows, by the path that stands there; nil where there is none.
  ///   - dark: The notebook's figures as they are on dark pages, as far as there are such.
  ///   - remark: Gets what could not be shown as it was meant, each a whole sentence.
  /// - Throws: ``NotebookError/withoutHTMLReports`` in a build without them.
  public func htmlReport(
    facts: ReportFacts, options: ReportOptions = ReportOptions(),
    highlight: @escaping (String) -> [(Range<String.Index>, CodeKind)] = { _ in [] },
    file: @escaping (_ path: String) -> [UInt8]? = { _ in nil },
    dark: DarkForms = DarkForms(),
    remark: (String) -> Void = { _ in }
  ) throws(NotebookError) -> String {
    #if HTMLReports
      var report = HTMLReport(
        facts: facts, options: options, highlight: highlight, file: file, dark: dark)
      report.write(self)
      report.problems.forEach(remark)
      return report.page
    #else
      throw .withoutHTMLReports
    #endif
  }
}

#if HTMLReports
  /// A report as HTML, while it is written.
  struct HTMLReport {
    let facts: ReportFacts
    let options: ReportOptions
    let highlight: (String) -> [(Range<String.Index>, CodeKind)]
    let file: (String) -> [UInt8]?
    let dark: DarkForms
    private let link: (String) -> String

    /// What could not be shown as it was meant.
    private(set) var problems: [String] = []
    private var header = ""
    private var pageTitle: String?
    private var parts: [String] = []
    private var figures = 0
    private var contents = ReportContents()
    /// The last heading of the prose above: how deep it stands, under which titles of cells do, and its words, as long as no
    /// cell with a title stands below it.
    private var section: (level: Int, text: String?) = (1, nil)
    private var anchors = HeadingAnchors()
    private var palette = ThemedPalette()

    init(
      facts: ReportFacts, options: ReportOptions, highlight: @escaping (String) -> [(Range<String.Index>, CodeKind)],
      file: @escaping (String) -> [UInt8]?, dark: DarkForms,
      link: @escaping (String) -> String = { $0 }
    ) {
      self.facts = facts
      self.options = options
      self.highlight = highlight
      self.file = file
      self.dark = dark
      self.link = link
    }

    mutating func write(_ notebook: Notebook) {
      let front = ReportFront(notebook, facts: facts)
      writeHeader(front, attachments: notebook.cells.first?.attachments ?? [:])
      for cell in front.cells { write(cell) }
    }

    private mutating func write(_ cell: Cell) {
      let view = CellView(cell, hidesCode: options.hidesCode)
      if view.isAbsent { return }
      switch cell.kind {
      case .markdown:
        guard !PercentLines.isBlank(cell.source) else { return }
        parts.append("<section class=\"prose\">\n\(prose(cell.source, attachments: cell.attachments))</section>\n")
      case .raw:
        guard !PercentLines.isBlank(cell.source) else { return }
        parts.append("<section class=\"cell\">\(HTMLText.block("raw", cell.source.inMarkup))</section>\n")
      case .code: write(code: cell, view: view)
      }
    }

    private mutating func prose(_ markdown: String, attachments: [String: MIMEBundle]) -> String {
      let prose = HTMLProse(markdown, attachments: attachments, anchors: &anchors, file: file, link: link)
      contents.entries += prose.headings
      if let last = prose.headings.last { section = (last.level, last.text) }
      problems += prose.problems
      return prose.html
    }

    private mutating func writeHeader(_ front: ReportFront, attachments: [String: MIMEBundle]) {
      if let title = front.title {
        let prose = HTMLProse("# \(title)", attachments: attachments, anchors: &anchors, file: file)
        header += prose.html
        problems += prose.problems
        pageTitle = prose.headings.first?.text
      } else if !front.hasTitleBelow {
        header += "<h1>\(facts.title.inMarkup)</h1>\n"
      }
      if !front.credits.isEmpty { header += "<p class=\"credits\">\(front.credits.inMarkup)</p>\n" }
      let origin = facts.origin.map { "<span>\($0.inMarkup)</span>" }.joined(separator: " ")
      if !origin.isEmpty { header += "<p class=\"origin\">\(origin)</p>\n" }
      if let ending = facts.ending { header += "<p class=\"ending\" role=\"note\">\(ending.sentence)</p>\n" }
      guard !facts.parameters.isEmpty else { return }
      let rows = facts.parameters.map {
        "<div><dt>\($0.name.inMarkup)</dt><dd>\($0.value.inMarkup)</dd></div>"
      }
      header += "<dl class=\"parameters\">\n\(rows.joined(separator: "\n"))\n</dl>\n"
    }

    private mutating func write(code cell: Cell, view: CellView) {
      var html = ""
      let place = contents.entries.count
      let title = ReportContents.says(section.text, cell.title) ? "" : cell.title
      let level = min(section.level + 1, 6)
      if !PercentLines.isBlank(cell.source) {
        let code = "<code>\(HTMLText.code(cell.source, pieces: highlight(cell.source)))</code>"
        html += Self.fold(HTMLText.block("code", code), view.input, under: "Code")
      }
      if view.outputs != .absent {
        var outputs = ""
        for output in CellOutput.joined(cell.outputs) { outputs += self.html(output, of: cell) }
        html += Self.fold(outputs, view.outputs, under: "Output")
      }
      guard !html.isEmpty || (!title.isEmpty && view.input != .absent) else { return }
      if !cell.title.isEmpty { section.text = nil }
      if !title.isEmpty {
        let anchor = anchors.anchor(for: title)
        contents.entries.insert(.init(level: level, text: title, anchor: anchor), at: place)
        html = "<h\(level) class=\"title\" id=\"\(anchor)\">\(title.inMarkup)</h\(level)>\n" + html
      }
      parts.append("<section class=\"cell\">\n\(html)</section>\n")
    }

    /// A part of a cell as it is to be shown.
    private static func fold(_ html: String, _ part: CellView.Part, under word: String) -> String {
      switch part {
      case .shown: html
      case .folded: html.isEmpty ? "" : "<details class=\"fold\">\n<summary>\(word)</summary>\n\(html)</details>\n"
      case .absent: ""
      }
    }

    private mutating func html(_ output: CellOutput, of cell: Cell) -> String {
      switch output {
      case .stream(let name, let text):
        return HTMLText.block(name == "stderr" ? "stream remarks" : "stream", HTMLText.terminal(text))
      case .display(let bundle, let metadata), .result(let bundle, let metadata, _):
        let alternative = cell.alternative(for: bundle, number: figures + 1)
        if let picture = ReportPicture(bundle, alternative: alternative) {
          figures += 1
          if let drawing = themed(picture, bundle) {
            return "<figure class=\"drawing\" tabindex=\"0\">\(drawing)</figure>\n"
          }
          let width = metadata[picture.type]?["width"]?.integer.flatMap { $0 > 0 ? " width=\"\($0)\"" : nil } ?? ""
          let image = "<img src=\"\(picture.dataURI)\" alt=\"\(picture.alternative.inMarkup)\"\(width)>"
          return "<figure tabindex=\"0\">\(withDarkForm(image, picture))</figure>\n"
        }
        if let text = bundle["text/markdown"]?.text {
          return "<div class=\"prose result\">\n\(prose(text, attachments: [:]))</div>\n"
        }
        return HTMLText.block("result", HTMLText.terminal(bundle.shownText))
      case .error(let name, let value, let traceback):
        let text = traceback.isEmpty ? "\(name): \(value)" : traceback.joined(separator: "\n")
        return HTMLText.block("error", HTMLText.terminal(text))
      }
    }

    /// A picture in whose place another stands for readers of dark pages, where there is one.
    private func withDarkForm(_ image: String, _ picture: ReportPicture) -> String {
      let dark =
        picture.type == "image/svg+xml"
        ? dark.drawing(String(decoding: picture.bytes, as: UTF8.self)).map { Array($0.utf8) }
        : dark.picture(picture.bytes)
      guard let dark, !dark.isEmpty else { return image }
      return
        "<picture><source media=\"screen and (prefers-color-scheme: dark)\" srcset=\"\(picture.dataURI(of: dark))\">"
        + "\(image)</picture>"
    }

    /// A figure that follows the reader's choice of light or dark; nil for one that whoever drew it did not draw in both.
    private mutating func themed(_ picture: ReportPicture, _ bundle: MIMEBundle) -> String? {
      guard picture.type == "image/svg+xml", let light = bundle[picture.type]?.text, let dark = dark.drawing(light)
      else { return nil }
      return ThemedDrawing(light: light, dark: dark)?.markup(&palette)
    }

    /// What browsers and search engines call the page: its first heading.
    var title: String {
      let below = contents.entries.first { $0.level == 1 && !$0.text.isEmpty }?.text
      return [pageTitle, below].compactMap(\.self).first { !$0.isEmpty } ?? facts.title
    }

    /// What stands in the middle of a page: its header, its contents where they are asked for, and the cells.
    var article: String {
      "<header>\n\(header)</header>\n\(options.hasContents ? contents.markup : "")\(parts.joined())"
    }

    /// The colours of the page's drawings, as rules of a style sheet.
    var drawingStyle: String { palette.sheet }

    /// The whole page.
    var page: String {
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <meta name="generator" content="\(facts.version.inMarkup)">
      <title>\(title.inMarkup)</title>
      <style>
      \(HTMLStyle.sheet)
      \(drawingStyle)
      </style>
      </head>
      <body>
      <main>
      \(article)</main>
      </body>
      </html>

      """
    }
  }
#endif
