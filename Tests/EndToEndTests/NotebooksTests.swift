import Foundation
import Testing

/// The notebooks of the repository, checked as they stand.
@Suite(.serialized) struct NotebooksTests {
  @Test(
    "The notebooks check",
    arguments: [
      "quickstart", "convolutional-autoencoder", "beyond-the-article", "bottleneck-size", "beating-pca", "denoising",
      "latent-space", "explorer", "gallery", "anomalies", "out-of-distribution",
      "inside-the-network", "rate-and-distortion",
    ])
  func notebooksCheck(name: String) throws {
    let program = try Program()
    defer { program.clean() }
    let path = Program.root.appending(path: "notebooks/\(name).darkroom").path
    let result = try program.run(
      "check", path, "--set", name == "convolutional-autoencoder" ? "data=sketches" : "epochs=1")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains(": no mistakes; "))
  }

  @Test("The article's notebook runs, on few sketches instead of CIFAR-10")
  func articleRuns() throws {
    let program = try Program()
    defer { program.clean() }
    let path = Program.root.appending(path: "notebooks/convolutional-autoencoder.darkroom")
    let text = try String(contentsOf: path, encoding: .utf8)
      .replacing("training   = load data split=training", with: "training   = load sketches count=64")
      .replacing(
        "validation = load data split=validation", with: "validation = load sketches count=40 split=validation")
    try program.write(text, to: "article.darkroom")
    let result = try program.run("run", "article.darkroom", "--set", "epochs=1")
    #expect(result.status == 0, "\(result.errors)")
    for name in [
      "vgg16.png", "vgg16.svg", "test-images.png", "epochs-200.png", "epochs-200.svg", "loss-200.png", "loss-200.svg",
      "epochs-1000.png", "loss-1000.svg", "bottlenecks.png", "bottlenecks.svg", "loss.svg",
      "loss-200.csv", "autoencoder-200.safetensors",
    ] { #expect(program.holds("output/\(name)"), "\(name)") }
  }

  @Test("The notebook of what stands beside the article runs")
  func whatIsBesideTheArticleRuns() throws {
    let program = try Program()
    defer { program.clean() }
    let path = Program.root.appending(path: "notebooks/beyond-the-article.darkroom").path
    let result = try program.run("run", path, "--set", "count=64", "--set", "epochs=1")
    #expect(result.status == 0, "\(result.errors)")
    for name in ["noisy.png", "samples.png", "beyond.png", "beyond.svg", "beyond-grid.png"] {
      #expect(program.holds("output/\(name)"), "\(name)")
    }
  }

  @Test("The gallery draws every kind of figure, and its page shows them under the lines that draw them")
  func galleryIsDrawn() throws {
    let program = try Program()
    defer { program.clean() }
    let path = Program.root.appending(path: "notebooks/gallery.darkroom")
    let script = try String(contentsOf: path, encoding: .utf8)
    let result = try program.run(
      "run", path.path, "--quiet", "--set", "count=64", "--set", "epochs=2", "--export", "g.md")
    #expect(result.status == 0, "\(result.errors)")
    let names = script.matches(of: /save=([a-z-]+\.[a-z]+)/).map(\.output.1)
    #expect(names.count == 34)
    for name in names {
      let told = try program.run("about", "output/\(name)")
      #expect(
        told.output.contains("script   gallery.darkroom") && told.output.contains("param    count = 64"), "\(name)")
    }
    // A figure for each of them, and all kinds of commands that draw.
    let page = String(decoding: try program.bytes("g.md"), as: UTF8.self)
    #expect(page.matches(of: /!\[[^\]]+\]\(g_files\/figure-[0-9]+\.(svg|png)\)/).count == names.count)
    // The animation moves on the page too.
    let pictures = try FileManager.default.contentsOfDirectory(atPath: program.folder.appending(path: "g_files").path)
    let moving = try pictures.filter { try program.bytes("g_files/\($0)").range(of: Data("acTL".utf8)) != nil }
    #expect(moving.count == 1 && moving.allSatisfy { $0.hasSuffix(".png") })
    for command in [
      "show", "draw", "plot", "bars", "scatter", "histogram", "heatmap", "curve", "panel", "differences", "filters",
      "activations", "dimensions", "traverse", "neighbours", "rates",
    ] {
      #expect(page.contains("\n\(command) "), "\(command)")
    }
  }

  @Test("The gallery of the documentation is that of the notebook")
  func galleryIsCurrent() throws {
    let documentation = Program.root.appending(path: "Sources/darkroom/Documentation.docc")
    let page = try String(contentsOf: documentation.appending(path: "Gallery.md"), encoding: .utf8)
    let script = try String(contentsOf: Program.root.appending(path: "notebooks/gallery.darkroom"), encoding: .utf8)
    for line in script.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(page.contains(line), "the page is stale, make gallery: \(line)")
    }
    for link in page.matches(of: /\]\(([^)]+)\)/).map(\.output.1) {
      #expect(FileManager.default.fileExists(atPath: documentation.appending(path: String(link)).path), "\(link)")
    }
  }
}
