#if HTMLReports
  import Notebooks
  import Testing

  @Suite struct SiteTests {
    private func site(_ pages: [SitePage]) throws -> [String: String] {
      let files = try Site(name: "House", groups: [SiteGroup("Rooms", pages)]).files { _ in [] }
      return Dictionary(uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
    }

    private func page(_ path: String, _ prose: String, link: @escaping (String) -> String = { $0 }) -> SitePage {
      SitePage(
        path: path, title: path, notebook: Notebook(cells: [Cell(kind: .markdown, source: prose)]), link: link)
    }

    @Test("Every page lists all, knows itself among them, and finds what it needs from where it lies")
    func navigation() throws {
      let files = try site([page("index.html", "# Hall"), page("up/stairs.html", "# Stairs & more")])
      #expect(files.keys.sorted() == ["index.html", "search.js", "style.css", "up/stairs.html"])
      let stairs = try #require(files["up/stairs.html"])
      #expect(stairs.contains("<link rel=\"stylesheet\" href=\"../style.css\">"))
      #expect(stairs.contains("<script src=\"../search.js\" data-root=\"../\" defer></script>"))
      #expect(stairs.contains("<li><a href=\"../index.html\">index.html</a></li>"))
      #expect(stairs.contains("<li><a href=\"../up/stairs.html\" aria-current=\"page\">up/stairs.html</a></li>"))
      #expect(stairs.contains("Stairs &amp; more</h1>"))
      #expect(files["index.html"]?.contains("data-root=\"\"") == true)
    }

    @Test("Links lead where the page says, and those of headings are names")
    func links() throws {
      let files = try site([
        page("a.html", "# One\n\n[two](B.md#two), [there](https://example.org)") { link in
          link.replacing("B.md", with: "b.html")
        }
      ])
      let text = try #require(files["a.html"])
      #expect(
        text.contains("<a href=\"b.html#two\">two</a>") && text.contains("<a href=\"https://example.org\">there</a>"))
    }

    @Test("The search knows each heading's words, in code and cells too, and nothing of markup")
    func search() throws {
      let files = try site([
        page(
          "a.html", "# One `two` & three\n\nBefore *it* <all>.\n\n## Four\n\n| five | `six` |\n| --- | --- |\n| 7 | 8 |"
        )
      ])
      let script = try #require(files["search.js"])
      let start = try #require(script.firstRange(of: "const entries = "))
      let line = script[start.upperBound...].prefix { $0 != "\n" }
      #expect(
        line == #"[["a.html","One two & three","a.html#one-two--three","Before it ."],"#
          + #"["a.html","Four","a.html#four","five six 7 8"]];"#, "\(line)")
    }
  }
#endif
