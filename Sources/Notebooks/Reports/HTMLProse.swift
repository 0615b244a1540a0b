internal import Basics

#if HTMLReports
  import CMarkdown
  import Synchronization

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// Prose as HTML: GitHub's Markdown, by cmark-gfm.
  ///
  /// HTML in it is left out, but for a few tags that only set letters; links that would run something lose their
  /// target. A picture that is attached to the cell is shown; any other would have to be fetched, and is a link. Formulas
  /// become MathML; one that cannot be read stands there as it was written.
  struct HTMLProse {
    /// The prose as HTML; its headings have names.
    private(set) var html = ""
    /// The headings in order, with the names that links lead to.
    private(set) var headings: [ReportContents.Entry] = []
    /// What is wrong with formulas, each a whole sentence.
    private(set) var problems: [String] = []

    private static let options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8
    private static let extensionNames = ["table", "strikethrough", "autolink", "tasklist"]
    private static let harmlessTags: Set = [
      "<br>", "<br/>", "<br />", "<sub>", "</sub>", "<sup>", "</sup>", "<kbd>", "</kbd>",
    ]
    /// Set when the extensions have been registered, which must happen once.
    private static let areExtensionsRegistered: Bool = {
      cmark_gfm_core_extensions_ensure_registered()
      return true
    }()

    /// Held while prose is parsed: what an extension makes of characters, cmark-gfm keeps for all parsers alike.
    private static let parsing = Mutex(())

    private let formulas: ProseFormulas
    /// What stands for pictures and tags, which are marked as formulas are, with the numbers behind theirs.
    private var pieces: [String] = []

    /// - Parameters:
    ///   - anchors: Names the headings.
    ///   - file: Gives the bytes of a file that prose shows, by its path; nil where there is none.
    ///   - link: Where a link leads, by where the prose says it leads.
    init(
      _ markdown: String, attachments: [String: MIMEBundle], anchors: inout HeadingAnchors,
      file: (String) -> [UInt8]? = { _ in nil }, link: (String) -> String = { $0 }
    ) {
      formulas = ProseFormulas(markdown)
      let rendered = Self.parsing.withLock { _ in render(attachments: attachments, file: file, link: link) }
      html = naming(headings: filled(rendered), anchors: &anchors)
    }

    private mutating func render(
      attachments: [String: MIMEBundle], file: (String) -> [UInt8]?, link: (String) -> String
    ) -> String {
      let options = Self.options
      guard Self.areExtensionsRegistered, let parser = cmark_parser_new(options) else { return "" }
      defer { cmark_parser_free(parser) }
      for name in Self.extensionNames {
        guard let found = cmark_find_syntax_extension(name) else { continue }
        cmark_parser_attach_syntax_extension(parser, found)
      }
      let bytes = Array(formulas.prose.utf8)
      bytes.withUnsafeBytes { buffer in
        cmark_parser_feed(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
      }
      guard let document = cmark_parser_finish(parser) else { return "" }
      defer { cmark_node_free(document) }
      replace(in: document, attachments: attachments, file: file, link: link)
      guard let html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser)) else {
        return ""
      }
      defer { free(html) }
      return String(cString: html)
    }

    /// Gives the headings of some HTML the names that links lead to. All other angle brackets of prose are escaped.
    private mutating func naming(headings html: String, anchors: inout HeadingAnchors) -> String {
      var named = ""
      var rest = html[...]
      for place in headings.indices {
        headings[place].anchor = anchors.anchor(for: headings[place].text)
        let tag = "<h\(headings[place].level)>"
        guard let start = rest.firstRange(of: tag) else { continue }
        named += rest[..<start.lowerBound] + "\(tag.dropLast()) id=\"\(headings[place].anchor)\">"
        rest = rest[start.upperBound...]
      }
      return named + rest
    }

    /// Puts what a report shows in the place of pictures, tags and formulas, and takes note of headings.
    private mutating func replace(
      in document: OpaquePointer, attachments: [String: MIMEBundle], file: (String) -> [UInt8]?,
      link: (String) -> String
    ) {
      for node in Self.nodes(below: document) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_HEADING:
          headings.append(
            .init(level: Int(cmark_node_get_heading_level(node)), text: formulas.words(of: Self.text(below: node))))
        // Neither code nor an address is a place for a formula.
        case CMARK_NODE_CODE:
          let code = restored(cmark_node_get_literal(node))
          cmark_node_set_literal(node, code)
          if code.contains("-") { put("<code>\(HTMLText.inlineCode(code))</code>", inPlaceOf: node) }
        case CMARK_NODE_CODE_BLOCK: cmark_node_set_literal(node, restored(cmark_node_get_literal(node)))
        case CMARK_NODE_LINK:
          cmark_node_set_url(node, link(restored(cmark_node_get_url(node))))
          cmark_node_set_title(node, restored(cmark_node_get_title(node)))
        case CMARK_NODE_IMAGE:
          let address = restored(cmark_node_get_url(node))
          let words = formulas.words(of: Self.text(below: node))
          if let picture = Self.picture(address, attachments: attachments, file: file, alternative: words) {
            let name = picture.alternative.inMarkup
            put("<img src=\"\(picture.dataURI)\" alt=\"\(name)\">", inPlaceOf: node)
          } else if !address.hasPrefix("data:image/") {
            Self.putLink(to: address, inPlaceOf: node)
          }
        case CMARK_NODE_HTML_INLINE:
          let tag = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
          if Self.harmlessTags.contains(tag.lowercased()) { put(tag.lowercased(), inPlaceOf: node) }
        default: break
        }
      }
    }

    private func restored(_ text: UnsafePointer<CChar>?) -> String {
      text.map { formulas.restored(String(cString: $0)) } ?? ""
    }

    /// HTML with what its marks stand for.
    private mutating func filled(_ html: String) -> String {
      var problems: [String] = []
      let (formulas, pieces) = (formulas.formulas, pieces)
      let filled = ProseMarks.filled(html) { number in
        if formulas.indices.contains(number) { return Self.markup(of: formulas[number], problems: &problems) }
        let place = number - formulas.count
        return pieces.indices.contains(place) ? pieces[place] : ""
      }
      self.problems = problems
      return filled
    }

    private static func markup(of formula: Formula, problems: inout [String]) -> String {
      do throws(Formula.Problem) {
        let markup = try formula.markup()
        // One that is too wide is scrolled, with the keyboard too.
        return formula.isDisplay
          ? "<span class=\"formula\" tabindex=\"0\" role=\"group\" aria-label=\"Formula\">\(markup)</span>" : markup
      } catch {
        problems.append("the formula \(formula.written) \(error)")
        return "<code>\(formula.written.inMarkup)</code>"
      }
    }

    private static func picture(
      _ address: String, attachments: [String: MIMEBundle], file: (String) -> [UInt8]?, alternative: String
    ) -> ReportPicture? {
      let scheme = "attachment:"
      guard address.hasPrefix(scheme) else {
        let path = unescaped(address)
        guard !path.contains(":"), let type = ReportPicture.type(ofFile: path), let bytes = file(path) else {
          return nil
        }
        let content = type == "image/svg+xml" ? .text(String(decoding: bytes, as: UTF8.self)) : MIMEContent.bytes(bytes)
        return ReportPicture(MIMEBundle([type: content]), alternative: alternative.isEmpty ? path : alternative)
      }
      let name = String(address.dropFirst(scheme.count))
      let bundle = attachments[name] ?? attachments[unescaped(name)]
      return bundle.flatMap { ReportPicture($0, alternative: alternative.isEmpty ? name : alternative) }
    }

    /// An address's part with `%20` and the like as what they stand for.
    private static func unescaped(_ text: String) -> String {
      var bytes: [UInt8] = []
      var rest = Array(text.utf8)[...]
      while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), rest.count >= 2,
          let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        {
          bytes.append(value)
          rest = rest.dropFirst(2)
        } else {
          bytes.append(byte)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    /// Puts a piece of HTML where a node was; as a mark, since a table's cells hold no HTML of ours.
    private mutating func put(_ html: String, inPlaceOf node: OpaquePointer) {
      guard let text = cmark_node_new(CMARK_NODE_TEXT) else { return }
      cmark_node_set_literal(text, ProseMarks.mark(formulas.formulas.count + pieces.count))
      pieces.append(html)
      Self.exchange(node, for: text)
    }

    private static func putLink(to address: String, inPlaceOf node: OpaquePointer) {
      // A link inside a link is none: there the words alone stay.
      var above = cmark_node_parent(node)
      var isInLink = false
      while let ancestor = above {
        isInLink = isInLink || cmark_node_get_type(ancestor) == CMARK_NODE_LINK
        above = cmark_node_parent(ancestor)
      }
      guard let link = cmark_node_new(isInLink ? CMARK_NODE_EMPH : CMARK_NODE_LINK) else { return }
      if !isInLink { cmark_node_set_url(link, address) }
      if let words = cmark_node_new(CMARK_NODE_TEXT) {
        let text = text(below: node)
        cmark_node_set_literal(words, text.isEmpty ? address : text)
        cmark_node_append_child(link, words)
      }
      exchange(node, for: link)
    }

    private static func exchange(_ old: OpaquePointer, for new: OpaquePointer) {
      if cmark_node_replace(old, new) == 1 { cmark_node_free(old) } else { cmark_node_free(new) }
    }

    /// All nodes, each before those inside it; what is inside a picture is left out, since it goes with it.
    private static func nodes(below root: OpaquePointer) -> [OpaquePointer] {
      var nodes: [OpaquePointer] = []
      guard let iterator = cmark_iter_new(root) else { return [] }
      defer { cmark_iter_free(iterator) }
      var depthInPicture = 0
      while true {
        let event = cmark_iter_next(iterator)
        guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return nodes }
        let isPicture = cmark_node_get_type(node) == CMARK_NODE_IMAGE
        if event == CMARK_EVENT_EXIT {
          if isPicture { depthInPicture -= 1 }
          continue
        }
        if depthInPicture == 0 { nodes.append(node) }
        if isPicture { depthInPicture += 1 }
      }
    }

    private static func text(below root: OpaquePointer) -> String {
      var text = ""
      guard let iterator = cmark_iter_new(root) else { return "" }
      defer { cmark_iter_free(iterator) }
      while true {
        let event = cmark_iter_next(iterator)
        guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return text }
        guard event == CMARK_EVENT_ENTER else { continue }
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT, CMARK_NODE_CODE: text += cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
        default: break
        }
      }
    }
  }
#endif
