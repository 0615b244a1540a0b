import Foundation
import Testing

@Suite struct InstructionsTests {
  @Test("A script gives the same bytes with the kernels of AVX2 as with the processor's best")
  func sameBytes() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write(
      """
      data = load sketches count=40
      model = autoencoder latent=5 width=3
      log = train model on=data epochs=1 batch=20
      save model "model.safetensors"
      show data limit=4 save=data.png
      """, to: "a.darkroom")
    for words in [["--output", "best"], ["--output", "avx2", "--instructions", "avx2"]] {
      let result = try program.run(arguments: ["run", "a.darkroom", "--store", "none", "--threads", "1"] + words)
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(try program.bytes("best/model.safetensors") == program.bytes("avx2/model.safetensors"))
    let bench = try program.run(
      arguments: ["bench", "--only", "peak", "--seconds", "0", "--threads", "1", "--instructions", "avx2"])
    #expect(bench.output.contains("FMA peak, avx2"), "\(bench.output)\(bench.errors)")
  }

  @Test("Other instructions are wrong usage")
  func wrongUsage() throws {
    let program = try Program()
    defer { program.clean() }
    let result = try program.run(arguments: ["check", "a.darkroom", "--instructions", "sse"])
    #expect(result.status != 0 && result.output.isEmpty)
    #expect(result.errors.contains("--instructions expects avx2 or avx512, and gets “sse”."), "\(result.errors)")
  }
}
