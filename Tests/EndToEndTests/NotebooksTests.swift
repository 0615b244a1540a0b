import Foundation
import Testing

/// The notebooks of the repository, checked as they stand.
@Suite(.serialized) struct NotebooksTests {
  @Test("The notebooks check", arguments: ["quickstart", "convolutional-autoencoder"])
  func notebooksCheck(name: String) throws {
    let program = try Program()
    defer { program.clean() }
    let path = Program.root.appending(path: "notebooks/\(name).darkroom").path
    let result = try program.run("check", path, "--set", name == "quickstart" ? "epochs=1" : "data=sketches")
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
      "test-images.png", "epochs-200.png", "epochs-200.svg", "loss-200.png", "loss-200.svg", "epochs-1000.png",
      "loss-1000.svg", "bottlenecks.png", "bottlenecks.svg", "loss.svg", "loss-200.csv", "autoencoder-200.safetensors",
    ] { #expect(program.holds("output/\(name)"), "\(name)") }
  }
}
