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
  /// target. A picture that is attached to the cell is shown; any other would have to be fetched, and is a link.
  enum HTMLProse {
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

    /// - Parameter file: Gives the bytes of a file that prose shows, by its path; nil where there is none.
    static func html(
      _ markdown: String, attachments: [String: MIMEBundle], file: (String) -> [UInt8]? = { _ in nil }
    ) -> String {
      parsing.withLock { _ in page(of: markdown, attachments: attachments, file: file) }
    }

    private static func page(
      of markdown: String, attachments: [String: MIMEBundle], file: (String) -> [UInt8]?
    ) -> String {
      guard areExtensionsRegistered, let parser = cmark_parser_new(options) else { return "" }
      defer { cmark_parser_free(parser) }
      for name in extensionNames {
        guard let found = cmark_find_syntax_extension(name) else { continue }
        cmark_parser_attach_syntax_extension(parser, found)
      }
      let bytes = Array(markdown.utf8)
      bytes.withUnsafeBytes { buffer in
        cmark_parser_feed(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
      }
      guard let document = cmark_parser_finish(parser) else { return "" }
      defer { cmark_node_free(document) }
      replace(in: document, attachments: attachments, file: file)
      guard let html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser)) else {
        return ""
      }
      defer { free(html) }
      return String(cString: html)
    }

    /// Puts what a report shows in the place of pictures and of tags.
    private static func replace(
      in document: OpaquePointer, attachments: [String: MIMEBundle], file: (String) -> [UInt8]?
    ) {
      for node in nodes(below: document) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_IMAGE:
          let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
          if let picture = picture(address, attachments: attachments, file: file, alternative: text(below: node)) {
            let name = picture.alternative.inMarkup
            put("<img src=\"\(picture.dataURI)\" alt=\"\(name)\">", inPlaceOf: node)
          } else if !address.hasPrefix("data:image/") {
            putLink(to: address, inPlaceOf: node)
          }
        case CMARK_NODE_HTML_INLINE:
          let tag = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
          if harmlessTags.contains(tag.lowercased()) { put(tag.lowercased(), inPlaceOf: node) }
        default: break
        }
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

    /// Puts a piece of HTML where a node was.
    private static func put(_ html: String, inPlaceOf node: OpaquePointer) {
      guard let piece = cmark_node_new(CMARK_NODE_CUSTOM_INLINE) else { return }
      cmark_node_set_on_enter(piece, html)
      exchange(node, for: piece)
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
