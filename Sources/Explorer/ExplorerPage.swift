public import Basics
public import Figures
public import NeuralNetworks

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A page by which a model is explored in a browser: one HTML file that needs nothing beside it and asks nothing of a
/// network.
///
/// It holds the model's two halves as the graphs of ONNX's operators that the layers say of themselves, and runs them.
public struct ExplorerPage {
  /// The file.
  public let bytes: [UInt8]

  /// The greatest number of bytes that a page may have.
  public static let mostBytes = 200_000_000

  /// The bytes that a page of a model takes at least; its images and codes come on top.
  public static func leastBytes(of description: AutoencoderDescription) throws -> Int {
    // Two bytes a number, and four letters for each three bytes.
    try ONNXModel.leastBytes(of: description).timesSaturating(2) / 3
  }

  /// The bytes that codes take in a page at least.
  public static func leastBytes(codes: Int, latent: Int) -> Int {
    codes.timesSaturating(latent).timesSaturating(8) / 3
  }

  /// The page of a model.
  ///
  /// - Parameters:
  ///   - half: Whether large arrays of weights are in half precision.
  ///   - metadata: What is told of what made it.
  /// - Throws: Where a layer cannot be told, and where it is stopped.
  public init(
    of model: Autoencoder, _ contents: ExplorerContents, half: Bool, metadata: FigureMetadata, unless stop: StopFlag
  ) throws {
    var arrays = ArrayBytes()
    let encoder = BrowserProgram(
      try ONNXModel(model, .encoder).graph, scale: model.inputScale, half: half, arrays: &arrays)
    try stop.check()
    let decoder = BrowserProgram(try ONNXModel(model, .decoder).graph, scale: model.scale, half: half, arrays: &arrays)
    try stop.check()
    let (_, height, width) = model.imageShape.extents
    var json: JSONValue = [
      "shape": .list([model.imageShape.channels, height, width].map(JSONValue.integer)),
      "columns": .integer(contents.columns),
      "latent": .integer(contents.latent),
      "classes": .list(contents.classNames.map(JSONValue.text)),
      "codes": arrays.added(contents.codes, half: half),
      "mean": arrays.added(contents.directions.mean, half: false),
      "directions": arrays.added(contents.directions.vectors, half: false),
      "deviations": arrays.added(contents.directions.deviations, half: false),
      "shares": arrays.added(contents.directions.shares, half: false),
      "encoder": encoder.json,
      "decoder": decoder.json,
    ]
    json["labels"] = contents.labels.map { .list($0.map(JSONValue.integer)) }
    json["places"] = contents.places.map { arrays.added($0, half: false) }
    let sheet = try contents.sheet.png(unless: stop)
    try stop.check()
    bytes = Array(
      Self.text(
        contents, json: json, metadata: metadata, weights: Data(arrays.bytes).base64EncodedString(),
        sheet: Data(sheet).base64EncodedString()
      ).utf8)
  }

  /// The operators that the page's scripts compute.
  package static let operators: Set<String> = {
    let lines = (OperatorScript.text + "\n" + ConvolutionScript.text).split(separator: "\n")
    return Set(
      lines.compactMap { $0.wholeMatch(of: /operators\.(\w+) = .*/).map { String($0.1) } })
  }()

  private static func text(
    _ contents: ExplorerContents, json: JSONValue, metadata: FigureMetadata, weights: String, sheet: String
  ) -> String {
    let scripts = [
      OperatorScript.text, ConvolutionScript.text, ProgramScript.text, StateScript.text, PicturesScript.text,
      MapScript.text, SlidersScript.text, BetweenScript.text, NeighboursScript.text, OwnPictureScript.text,
      StartScript.text,
    ]
    let origin = contents.origin.map { "<span>\($0.inMarkup)</span>" }.joined(separator: " ")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
      style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <meta name="generator" content="\((metadata.provenance.program ?? "Darkroom").inMarkup)">
      <title>\(contents.title.inMarkup)</title>
      \(HTMLMetadata.element(metadata))
      <style>
      \(ExplorerStyle.sheet)
      </style>
      </head>
      <body>
      <header>
      <h1>\(contents.title.inMarkup)</h1>
      <p class="origin">\(origin)</p>
      </header>
      \(ExplorerBody.html)
      <img id="sheet" alt="" hidden src="data:image/png;base64,\(sheet)">
      <script type="application/json" id="contents">\(inScript(json.json()))</script>
      <script type="text/plain" id="weights">\(weights)</script>
      <script>
      "use strict";
      \(scripts.joined(separator: "\n"))
      </script>
      </body>
      </html>

      """
  }

  /// JSON that ends no script element and begins no comment in one: `<` stands only inside of its texts.
  static func inScript(_ json: String) -> String { json.replacing("<", with: "\\u003c") }
}
