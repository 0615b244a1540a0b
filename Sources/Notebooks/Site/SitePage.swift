/// A page of a site: a notebook, with what its cells gave where it was run.
public struct SitePage {
  /// Where it lies in the site, such as `commands/train.html`.
  public let path: String
  /// What it is called where all pages are listed.
  public let title: String
  /// What it says.
  public let notebook: Notebook
  /// Its drawings in the dark theme, by the same drawings in the light one.
  public let dark: DarkForms
  /// Where a link leads, seen from this page, by where its prose says it leads.
  public let link: (String) -> String
  /// The bytes of a picture file that its prose shows, by the path that stands there; nil where there is none.
  public let file: (String) -> [UInt8]?

  /// Describes a page.
  public init(
    path: String, title: String, notebook: Notebook, dark: DarkForms = DarkForms(),
    link: @escaping (String) -> String = { $0 }, file: @escaping (String) -> [UInt8]? = { _ in nil }
  ) {
    self.path = path
    self.title = title
    self.notebook = notebook
    self.dark = dark
    self.link = link
    self.file = file
  }

  /// The way from this page to the folder of the site, such as `../`.
  var wayUp: String { String(repeating: "../", count: path.count { $0 == "/" }) }
}

/// Pages of one kind, under a title.
public struct SiteGroup {
  /// What they have in common.
  public let title: String
  /// The pages in order.
  public let pages: [SitePage]

  /// Collects pages.
  public init(_ title: String, _ pages: [SitePage]) {
    self.title = title
    self.pages = pages
  }
}
