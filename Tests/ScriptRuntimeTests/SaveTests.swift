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
}
