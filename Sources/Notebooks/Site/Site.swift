internal import Basics

/// Pages that belong together: beside each stands a list of all of them, and a box that searches in all. They need no server
/// and no network.
public struct Site {
  /// What the site is about.
  public let name: String
  /// Its pages, group by group; the first of all is the one to begin with.
  public let groups: [SiteGroup]

  /// Collects pages.
  public init(name: String, groups: [SiteGroup]) {
    self.name = name
    self.groups = groups
  }

  /// A file of the site.
  public struct File {
    /// Where it lies below the site's folder.
    public let path: String
    /// What it holds.
    public let bytes: [UInt8]
  }

  /// The files that the site is made of.
  ///
  /// - Parameter highlight: The pieces of a cell's code, for their colours.
  /// - Throws: ``NotebookError/withoutHTMLReports`` in a build without them.
  public func files(
    highlight: @escaping (String) -> [(Range<String.Index>, CodeKind)]
  ) throws(NotebookError) -> [File] {
    #if HTMLReports
      var files: [File] = []
      var entries: [SiteSearch.Entry] = []
      for page in groups.flatMap(\.pages) {
        var report = HTMLReport(
          facts: ReportFacts(title: page.title, script: "", version: ""), options: ReportOptions(),
          highlight: highlight,
          file: page.file, dark: page.dark, link: page.link)
        report.write(page.notebook)
        entries += SiteSearch.entries(of: report.article, title: page.title, path: page.path)
        files.append(File(path: page.path, bytes: Array(html(of: page, report).utf8)))
      }
      files.append(File(path: "style.css", bytes: Array((HTMLStyle.sheet + "\n" + SiteStyle.sheet + "\n").utf8)))
      files.append(File(path: "search.js", bytes: Array(SiteSearch.script(entries).utf8)))
      return files
    #else
      throw .withoutHTMLReports
    #endif
  }

  #if HTMLReports
    private func html(of page: SitePage, _ report: HTMLReport) -> String {
      let title = page.title == name ? name : "\(page.title) – \(name)"
      return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title.inMarkup)</title>
        <link rel="stylesheet" href="\(page.wayUp)style.css">
        <style>
        \(report.drawingStyle)
        </style>
        <script src="\(page.wayUp)search.js" data-root="\(page.wayUp)" defer></script>
        </head>
        <body class="site">
        <a class="skip" href="#article">To the page</a>
        <nav class="pages" aria-label="All pages">
        \(navigation(on: page))</nav>
        <main id="article">
        \(report.article)</main>
        </body>
        </html>

        """
    }

    /// All pages, the group that this one is in unfolded, below the search box.
    private func navigation(on page: SitePage) -> String {
      var html =
        "<p class=\"name\"><a href=\"\(page.wayUp)\(groups.first?.pages.first?.path ?? "")\">\(name.inMarkup)</a></p>\n"
      html += "<input type=\"search\" id=\"search\" placeholder=\"Search\" aria-label=\"Search all pages\" hidden>\n"
      html += "<ol id=\"found\" aria-live=\"polite\" hidden></ol>\n"
      for group in groups {
        let isOpen = group.pages.contains { $0.path == page.path }
        html += "<details\(isOpen ? " open" : "")>\n<summary>\(group.title.inMarkup)</summary>\n<ul>\n"
        for other in group.pages {
          let current = other.path == page.path ? " aria-current=\"page\"" : ""
          html += "<li><a href=\"\(page.wayUp)\(other.path)\"\(current)>\(other.title.inMarkup)</a></li>\n"
        }
        html += "</ul>\n</details>\n"
      }
      return html
    }
  #endif
}
