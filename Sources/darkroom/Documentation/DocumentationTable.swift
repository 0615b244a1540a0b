/// The pages of the documentation: where each comes from, and where it lies in the site.
enum DocumentationTable {
  /// How a page is made of its file.
  enum Making {
    /// As it is written.
    case written
    /// As a notebook that was not run.
    case notebook
    /// As a notebook that was run, with all that it gave.
    case run
    /// By another page, which lies at the same place.
    case elsewhere
  }

  /// A page.
  struct Row {
    /// The file, from the top of the repository.
    let source: String
    /// Where it lies in the site.
    let path: String
    let making: Making

    init(_ source: String, _ path: String, _ making: Making = .written) {
      (self.source, self.path, self.making) = (source, path, making)
    }
  }

  private static let pages = "Sources/darkroom/Documentation.docc/"

  /// The reference page of all commands, which the site has a page each for.
  static let reference = pages + "Commands.md"

  /// The pages by groups, each in the order in which they are listed.
  static let groups: [(title: String, rows: [Row])] = [
    (
      "Beginning",
      [
        Row("README.md", "index.html"),
        Row("notebooks/ten-steps.darkroom", "ten-steps.html", .run),
        Row(pages + "PyTorch.md", "pytorch.html"),
        Row(pages + "Notebooks.md", "prompt-jupyter-reports.html"),
        Row(pages + "Workshops.md", "teachers.html"),
        Row(".dist/README.md", "archive.html"),
      ]
    ),
    (
      "Guides",
      [
        Row(pages + "Images.md", "images.html"),
        Row(pages + "Figures.md", "figures.html"),
        Row("notebooks/gallery.darkroom", "gallery.html", .run),
        Row(pages + "Gallery.md", "gallery.html", .elsewhere),
        Row(pages + "Explorer.md", "explorer.html"),
        Row(pages + "Cluster.md", "cluster.html"),
        Row(pages + "Reliability.md", "reliability.html"),
        Row(pages + "Performance.md", "performance.html"),
        Row(pages + "Devices.md", "devices.html"),
        Row(pages + "Grammar.md", "grammar.html"),
      ]
    ),
    (
      "Notebooks",
      [Row("notebooks/README.md", "notebooks/index.html")]
        + [
          "quickstart", "convolutional-autoencoder", "beyond-the-article", "bottleneck-size", "beating-pca",
          "denoising", "latent-space", "anomalies", "out-of-distribution", "inside-the-network",
          "rate-and-distortion", "explorer",
        ].map { Row("notebooks/\($0).darkroom", "notebooks/\($0).html", .notebook) }
    ),
    (
      "The project",
      [
        Row("ARCHITECTURE.md", "architecture.html"), Row("CONTRIBUTING.md", "contributing.html"),
        Row("CHANGELOG.md", "changelog.html"), Row("LICENSE", "license.html"),
        Row(reference, DocumentationSite.commands, .elsewhere),
      ]
    ),
  ]

  /// All pages.
  static let rows = groups.flatMap(\.rows)

  /// The command that a page of the site is about, by its path in the site.
  static func path(ofCommand name: String) -> String { "commands/\(name).html" }
}
