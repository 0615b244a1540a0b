import Testing

@Suite struct DenoiseTests {
  @Test("Filters take noise away, the one that knows the images most of it")
  func filters() throws {
    let bench = try Bench()
    let said = bench.run(
      """
      clean = load sketches count=300
      noisy = corrupt clean gaussian(0.5)
      smooth = denoise noisy median(3)
      linear = denoise noisy wiener(0.5) on=clean
      part = denoise noisy projection(20) on=clean
      save clean "clean.npy"
      save noisy "noisy.npy"
      save smooth "smooth.npy"
      save linear "linear.npy"
      save part "part.npy"
      """)
    #expect(!said.contains("error"), "\(said)")
    func numbers(_ name: String) throws -> [Float] {
      let bytes = try bench.bytes(name)
      // The header of the file is 128 bytes long.
      return bytes[128...].withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
    let clean = try numbers("clean.npy")
    let errors = try ["noisy.npy", "smooth.npy", "part.npy", "linear.npy"].map { name in
      zip(try numbers(name), clean).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) } / Double(clean.count)
    }
    #expect(abs(errors[0] - 0.25) < 0.01, "\(errors)")
    #expect(errors[1] < errors[0] / 2 && errors[2] < errors[0] / 2, "\(errors)")
    #expect(errors[3] < errors[1] && errors[3] < errors[2], "\(errors)")
  }

  @Test("What a filter lacks, or has too much of")
  func mistakes() throws {
    #expect(
      try Bench().check(
        """
        clean = load sketches count=30
        small = take clean 10
        a = denoise clean wiener(0.3)
        b = denoise clean median(3) on=clean
        c = denoise clean median(4)
        d = denoise clean projection(31) on=small
        e = denoise clean gaussian(0.3)
        print a b c d e
        """) == """
          test.darkroom:3:19: error: `wiener` learns from clean images, and is given none
               3 | a = denoise clean wiener(0.3)
                 |                   ^^^^^^^^^^^
            expected `on=` with such images
          test.darkroom:4:32: error: `median` learns nothing, and takes no `on`
               4 | b = denoise clean median(3) on=clean
                 |                                ^^^^^
          test.darkroom:5:19: error: a square of 4x4 pixels has no pixel in its middle
               5 | c = denoise clean median(4)
                 |                   ^^^^^^^^^
            expected an odd side
          test.darkroom:6:19: error: the images of `on` have no more than 10 components, and these would be 31
               6 | d = denoise clean projection(31) on=small
                 |                   ^^^^^^^^^^^^^^
          test.darkroom:7:19: error: `denoise` takes no `gaussian`
               7 | e = denoise clean gaussian(0.3)
                 |                   ^^^^^^^^
            expected `median(SIDE)`, `wiener(DEVIATION)` or `projection(SIZE)`

          """)
  }
}
