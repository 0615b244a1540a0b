import Basics
import Explorer
import Figures
import Foundation
import NeuralNetworks
import Options
import TensorMath
import Testing

/// What the page holds, and what it never lets in.
@Suite struct PageTests {
  private static let hostile = "</script><script>alert(1)</script><!-- & \"quoted\" 'x'"

  private static func model() throws -> Autoencoder {
    let image = SampleShape.image(channels: 1, height: 8, width: 8)
    var generator = RandomGenerator(seed: 3)
    return try Autoencoder(
      encoder: NetworkDescription(
        input: image, layers: LayerTable.layers(["conv2d 4 stride=2 padding=1", "gelu", "flatten", "linear 24"])),
      decoder: NetworkDescription(
        input: .vector(24), layers: LayerTable.layers(["linear 64", "unflatten 1x8x8", "tanh"])),
      generator: &generator)
  }

  private static func page(
    half: Bool = true, title: String = "A page", scale: TargetScale = .normalised
  ) throws -> ExplorerPage {
    let contents = ExplorerContents(
      title: title, origin: ["2 images", "Darkroom"],
      sheet: Raster(width: 16, height: 8, pixels: [UInt8](repeating: 7, count: 16 * 8 * 3)), columns: 2,
      labels: [0, 1],
      classNames: [hostile, "cat"], codes: (0..<48).map { Float($0) / 7 }, latent: 24, places: nil,
      directions: ExplorerContents.Directions(
        mean: [Float](repeating: 0, count: 24), vectors: [1] + [Float](repeating: 0, count: 23), deviations: [1],
        shares: [1]))
    var provenance = Provenance()
    provenance.program = "Darkroom 9.9"
    provenance.script = hostile
    let model = try model()
    model.scale = scale
    return try ExplorerPage(
      of: model, contents, half: half, metadata: FigureMetadata(title: title, provenance: provenance),
      unless: StopFlag())
  }

  private func text(_ page: ExplorerPage) -> String { String(decoding: page.bytes, as: UTF8.self) }

  /// What stands in the element of a name.
  private func element(_ name: String, of page: ExplorerPage) throws -> Substring {
    let text = text(page)
    let start = try #require(text.range(of: "id=\"\(name)\">")).upperBound
    let end = try #require(text.range(of: "<", range: start..<text.endIndex)).lowerBound
    return text[start..<end]
  }

  @Test("Codes are foreseen as half numbers in letters, of which four hold three bytes")
  func foreseenBytes() throws {
    #expect(ExplorerPage.leastBytes(codes: 30, latent: 24) == 1_920)
    #expect(ExplorerPage.leastBytes(codes: .max, latent: 2) > ExplorerPage.mostBytes)
    let page = try Self.page()
    let model = try ExplorerPage.leastBytes(of: Self.model().description)
    #expect(model > 0 && model + ExplorerPage.leastBytes(codes: 2, latent: 24) < page.bytes.count)
  }

  @Test func halfPrecisionRoundsToTheNearest() {
    #expect(HalfPrecision.rounded([1, 0.1, -65504, 1e-8, 2049]) == [1, 0.099975586, -65504, 0, 2048])
  }

  @Test("Large arrays alone are rounded, and the model itself stays as it is")
  func roundedModel() throws {
    let model = try Self.model()
    let rounded = try HalfPrecision.rounded(model, threads: 1, memory: nil)
    for (own, other) in zip(model.namedParameters, rounded.namedParameters) {
      let isLarge = own.parameter.values.count >= 1024
      #expect((own.parameter.values.values == other.parameter.values.values) != isLarge, "\(own.name)")
    }
  }

  @Test("No name and no title ends an element or begins one")
  func nothingBreaksOut() throws {
    let page = try Self.page(title: Self.hostile)
    let text = text(page)
    #expect(!text.contains("alert(1)</script>"))
    #expect(text.components(separatedBy: "<script").count == 5)
    #expect(text.components(separatedBy: "</script").count == 5)
    #expect(text.contains("<h1>&lt;/script&gt;&lt;script&gt;alert(1)"))
    let contents = try JSONValue(json: element("contents", of: page).utf8)
    #expect(contents["classes"]?.list?.first?.text == Self.hostile)
  }

  @Test("It asks nothing of a network, and is not allowed to")
  func network() throws {
    let text = text(try Self.page())
    #expect(text.contains("content=\"default-src 'none'; img-src data:; style-src"))
    for word in ["http://", "https://", "@import", "fetch(", "XMLHttpRequest", "WebSocket", "import("] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  @Test("It tells what made it")
  func provenance() throws {
    let metadata = try FigureFile.metadata(of: try Self.page(title: "<b>").bytes)
    #expect(metadata.title == "<b>")
    #expect(metadata.provenance.program == "Darkroom 9.9")
    #expect(metadata.provenance.script == Self.hostile)
  }

  @Test("Its arrays lie within its bytes, where a browser can read them", arguments: [true, false])
  func arrays(half: Bool) throws {
    let page = try Self.page(half: half)
    let bytes = try #require(Data(base64Encoded: String(element("weights", of: page))))
    let contents = try JSONValue(json: element("contents", of: page).utf8)
    let graphs = ["encoder", "decoder"].compactMap { contents[$0]?["arrays"]?.list }.joined()
    let all = graphs + ["codes", "mean", "directions", "deviations", "shares"].compactMap { contents[$0] }
    var end = 0
    for array in all where array["values"] == nil {
      let offset = try #require(array["offset"]?.integer)
      let count = try #require(array["count"]?.integer)
      #expect(offset % 4 == 0 && offset >= end)
      end = offset + count * (array["half"] == true ? 2 : 4)
    }
    #expect(end == bytes.count)
    #expect(all.contains { $0["half"] == true } == half)
    let codes = try #require(contents["codes"]?["offset"]?.integer)
    let expected = half ? UInt32(Float16(Float(1) / 7).bitPattern) : (Float(1) / 7).bitPattern
    let found = (0..<(half ? 2 : 4)).reduce(UInt32(0)) { $0 | UInt32(bytes[codes + (half ? 2 : 4) + $1]) << (8 * $1) }
    #expect(found == expected)
  }

  @Test("It is told whether the model makes brightness, from 0 to 1", arguments: [TargetScale.normalised, .brightness])
  func scale(_ scale: TargetScale) throws {
    let contents = try JSONValue(json: element("contents", of: try Self.page(scale: scale)).utf8)
    // What goes in has a scale of its own.
    #expect(contents["decoder"]?["brightness"] == .boolean(scale == .brightness))
    #expect(contents["encoder"]?["brightness"] == false)
  }

  @Test("Every operator reads what was made before it")
  func graphs() throws {
    let contents = try JSONValue(json: element("contents", of: try Self.page()).utf8)
    for half in ["encoder", "decoder"] {
      let graph = try #require(contents[half])
      var known = Set(0...(graph["arrays"]?.list?.count ?? 0))
      for node in graph["nodes"]?.list ?? [] {
        let inputs = (node["inputs"]?.list ?? []).compactMap(\.integer)
        #expect(inputs.allSatisfy { $0 == -1 || known.contains($0) })
        let made = try #require(node["output"]?.integer)
        known.insert(made)
      }
      let output = try #require(graph["output"]?.integer)
      #expect(known.contains(output))
    }
  }

  @Test func aStopEndsIt() throws {
    let stop = StopFlag()
    stop.set()
    #expect(throws: Interrupted.self) {
      try ExplorerPage(
        of: Self.model(),
        ExplorerContents(
          title: "", origin: [], sheet: Raster(width: 8, height: 8, pixels: [UInt8](repeating: 0, count: 192)),
          columns: 1, labels: nil, classNames: [], codes: [Float](repeating: 0, count: 24), latent: 24, places: nil,
          directions: .init(mean: [], vectors: [], deviations: [], shares: [])), half: true, metadata: FigureMetadata(),
        unless: stop)
    }
  }
}
