import Foundation
import ScriptRuntime
import Testing

/// What `save` writes of numbers.
@Suite(.serialized) struct SaveTests {
  private func bytes(_ bench: Bench, _ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: bench.folder + "/out/" + name)))
  }

  @Test("Codes as CSV have a line an image, with its class, and the numbers of the NumPy file")
  func codes() throws {
    let bench = try Bench()
    let said = bench.run(
      """
      d = load sketches count=7
      m = autoencoder latent=3 width=2
      c = encode m d
      save c "codes.csv"
      save c "codes.npy"
      """)
    #expect(said == "note: wrote DIR/out/codes.csv\nnote: wrote DIR/out/codes.npy\n")
    let lines = String(decoding: try bytes(bench, "codes.csv"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 8)
    #expect(lines[0] == "class,number 1,number 2,number 3")
    guard case .codes(let codes)? = bench.session.variables["c"] else { throw Unexpected() }
    let npy = try bytes(bench, "codes.npy").suffix(7 * 3 * 4)
    let stored = stride(from: npy.startIndex, to: npy.endIndex, by: 4).map { place in
      Float(bitPattern: npy[place..<place + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }
    #expect(stored == codes.values)
    for (index, line) in lines.dropFirst().enumerated() {
      let cells = line.split(separator: ",")
      let label = try #require(codes.labels?[index])
      #expect(cells[0] == codes.classNames[label])
      #expect(cells.dropFirst().map { Float($0) } == stored[index * 3..<index * 3 + 3].map { $0 })
    }
  }

  private struct Unexpected: Error {}

  @Test("An ending that a value is not written as is found before the run")
  func endings() throws {
    #expect(
      try Bench().check("d = load sketches count=3\nsave d \"d.csv\"") == """
        test.darkroom:2:8: error: a data set is not written as “d.csv”
             2 | save d "d.csv"
               |        ^^^^^^^
          expected a name that ends in `.npy`

        """)
  }

  @Test("A model is written for other programs, in several files where it takes them")
  func modelFormats() throws {
    let bench = try Bench()
    let said = bench.run(
      """
      m = autoencoder latent=3 width=2
      save m "m.onnx"
      save m "sub/m.onnx" encoder="e.onnx" decoder="sub/d.onnx"
      save m "my model.py"
      n = open model "my model.safetensors"
      save n "n.py"
      """)
    #expect(
      said == """
        note: wrote DIR/out/m.onnx
        note: wrote DIR/out/sub/m.onnx, DIR/out/e.onnx and DIR/out/sub/d.onnx
        note: wrote DIR/out/my model.py and DIR/out/my model.safetensors
        note: wrote DIR/out/n.py and DIR/out/n.safetensors

        """)
    #expect(try bytes(bench, "n.py") == bytes(bench, "my model.py"))
    #expect(try bytes(bench, "n.safetensors") == bytes(bench, "my model.safetensors"))
    #expect(try bytes(bench, "m.onnx") == bytes(bench, "sub/m.onnx"))
  }

  @Test("What no model's file can be is found before the run")
  func modelMistakes() throws {
    let bench = try Bench()
    try FileManager.default.createDirectory(
      atPath: bench.folder + "/out/f.safetensors", withIntermediateDirectories: true)
    #expect(
      bench.check(
        """
        m = autoencoder latent=3 width=2
        d = load sketches count=3
        save m "a.safetensors" encoder="e.onnx"
        save d "d.npy" decoder="e.onnx"
        save m "a.onnx" encoder="e.pt"
        save m "a.onnx" encoder="a.onnx"
        save m "a.onnx" encoder="e.onnx" decoder="e.onnx"
        save m "a.py" optimizer=yes
        save m "f.py"
        save m "a.onnx" decoder="f.safetensors/d.onnx"
        big = autoencoder latent=100000
        save big "big.onnx"
        """) == """
          test.darkroom:3:32: error: `encoder` goes with a model that is written as `.onnx`, and this is “a.safetensors”
               3 | save m "a.safetensors" encoder="e.onnx"
                 |                                ^^^^^^^^
          test.darkroom:4:24: error: `decoder` goes with a model, and this is a data set
               4 | save d "d.npy" decoder="e.onnx"
                 |                        ^^^^^^^^
          test.darkroom:5:25: error: `encoder` takes no `e.pt`
               5 | save m "a.onnx" encoder="e.pt"
                 |                         ^^^^^^
            expected a file name that ends in `.onnx`
          test.darkroom:6:25: error: “a.onnx” would be written twice
               6 | save m "a.onnx" encoder="a.onnx"
                 |                         ^^^^^^^^
            expected a file for each part
          test.darkroom:7:42: error: “e.onnx” would be written twice
               7 | save m "a.onnx" encoder="e.onnx" decoder="e.onnx"
                 |                                          ^^^^^^^^
            expected a file for each part
          test.darkroom:8:25: error: `optimizer` goes with a model that is written as `.safetensors`, and this is “a.py”
               8 | save m "a.py" optimizer=yes
                 |                         ^^^
          test.darkroom:9:8: error: cannot write “DIR/out/f.safetensors”: it is a folder
               9 | save m "f.py"
                 |        ^^^^^^
          test.darkroom:12:10: error: “big.onnx” would have 3.3 GB, and ONNX files hold no more than 2.1 GB: `.safetensors` and `.py` know no such bound
              12 | save big "big.onnx"
                 |          ^^^^^^^^^^

          """)
  }

  @Test("Weights that are not finite are written in no form, and the good files stay")
  func modelNotFinite() throws {
    let bench = try Bench()
    _ = bench.run("m = autoencoder latent=3 width=2\nsave m \"m.onnx\"\nsave m \"m.py\"")
    let before = try ["m.onnx", "m.py", "m.safetensors"].map { try bytes(bench, $0) }
    guard case .model(let model)? = bench.session.variables["m"] else { throw Unexpected() }
    model.weights[0] = .nan
    for name in ["m.onnx", "m.py", "m.safetensors"] {
      #expect(bench.run("save m \"\(name)\"").contains("found nan at place 0, expected finite numbers"))
    }
    #expect(try ["m.onnx", "m.py", "m.safetensors"].map { try bytes(bench, $0) } == before)
  }
}
