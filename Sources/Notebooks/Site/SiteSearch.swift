internal import Basics

#if HTMLReports
  /// The search box of a site: what there is to find, and the script that finds it, in one file that a page loads from disk.
  enum SiteSearch {
    /// What stands under one heading.
    struct Entry: Hashable {
      /// What the page is called.
      var page: String
      /// The heading; empty for what stands before the first.
      var heading: String
      /// Where it is.
      var address: String
      /// The words under it.
      var text: String
    }

    /// The headings of a page with the words under them.
    static func entries(of html: String, title: String, path: String) -> [Entry] {
      var entries = [Entry(page: title, heading: "", address: path, text: "")]
      var text = ""
      var isHeading = false
      var rest = html[...]
      func endText() { entries[entries.count - 1].text = words(text) }
      while let start = rest.firstIndex(of: "<") {
        text += rest[..<start]
        rest = rest[start...]
        // A drawing's letters are in its description.
        if rest.hasPrefix("<svg"), let end = rest.firstRange(of: "</svg>") {
          rest = rest[end.upperBound...]
          continue
        }
        guard let end = rest.firstIndex(of: ">") else { break }
        let tag = rest[start...end]
        rest = rest[rest.index(after: end)...]
        let isOpening =
          tag.count > 3 && tag.dropFirst().first == "h" && "123456".contains(tag.dropFirst(2).first ?? " ")
        if isOpening, let anchor = attribute("id", of: tag) {
          endText()
          entries.append(Entry(page: title, heading: "", address: "\(path)#\(anchor)", text: ""))
          (text, isHeading) = ("", true)
        } else if isHeading, tag.hasPrefix("</h") {
          entries[entries.count - 1].heading = words(text)
          (text, isHeading) = ("", false)
        } else if !["<code", "</code", "<em", "</em", "<strong", "</strong", "<span", "</span", "<a", "</a"].contains(
          String(tag.prefix { $0 != " " && $0 != ">" }))
        {
          text += " "
        }
      }
      text += rest
      endText()
      return entries.filter { !$0.heading.isEmpty || !$0.text.isEmpty }
    }

    private static func attribute(_ name: String, of tag: Substring) -> Substring? {
      guard let start = tag.firstRange(of: " \(name)=\"") else { return nil }
      let value = tag[start.upperBound...]
      return value.firstIndex(of: "\"").map { value[..<$0] }
    }

    /// Text without what markup makes of its characters, its words a space apart.
    private static func words(_ text: String) -> String {
      let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(text) {
        $0.replacing($1.0, with: $1.1)
      }
      return plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The file that pages load.
    static func script(_ entries: [Entry]) -> String {
      let index = JSONValue.list(
        entries.map { .list([.text($0.page), .text($0.heading), .text($0.address), .text($0.text)]) })
      return "const entries = \(index.json());\n\n\(program)\n"
    }

    /// Looks for all words at once; a heading that begins with what was typed comes first, then headings, then texts.
    private static let program = """
      const root = document.currentScript.dataset.root;
      const box = document.getElementById("search");
      const found = document.getElementById("found");
      const groups = document.querySelectorAll("nav.pages details");

      function rank([page, heading, , text], words) {
        const title = (heading || page).toLowerCase();
        const all = `${page} ${heading} ${text}`.toLowerCase();
        if (!words.every(word => all.includes(word))) return 0;
        if (title.startsWith(words.join(" "))) return title.length === words.join(" ").length ? 4 : 3;
        return words.every(word => title.includes(word)) ? 2 : 1;
      }

      function excerpt(text, word) {
        const place = Math.max(0, text.toLowerCase().indexOf(word) - 30);
        return (place > 0 ? "…" : "") + text.slice(place, place + 90) + (text.length > place + 90 ? "…" : "");
      }

      function show() {
        const words = box.value.toLowerCase().split(/\\\\s+/).filter(word => word);
        const ranked = words.length ? entries.map(entry => [rank(entry, words), entry]).filter(([value]) => value) : [];
        ranked.sort(([first], [second]) => second - first);
        found.replaceChildren(...ranked.slice(0, 30).map(([, [page, heading, address, text]]) => {
          const link = document.createElement("a");
          link.href = root + address;
          link.textContent = heading && heading !== page ? `${page}: ${heading}` : page;
          const words_ = document.createElement("small");
          words_.textContent = excerpt(text, words[0]);
          const item = document.createElement("li");
          item.append(link, words_);
          return item;
        }));
        if (words.length && !ranked.length) found.textContent = "Nothing is said of that.";
        found.hidden = !words.length;
        for (const group of groups) group.hidden = words.length > 0;
      }

      // A phone has room for the page alone.
      if (matchMedia("(max-width: 60rem)").matches) for (const group of groups) group.open = false;
      box.hidden = false;
      box.addEventListener("input", show);
      document.addEventListener("keydown", event => {
        if (event.key === "/" && document.activeElement !== box) {
          event.preventDefault();
          box.focus();
        } else if (event.key === "Escape" && document.activeElement === box) {
          box.value = "";
          show();
        } else if (event.key === "Enter" && document.activeElement === box) {
          found.querySelector("a")?.click();
        }
      });
      show();
      """
  }
#endif
