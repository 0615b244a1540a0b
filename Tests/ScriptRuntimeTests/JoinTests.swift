import ScriptRuntime
import Testing

@Suite struct JoinTests {
  private static let beginning = """
    d = load sketches count=40
    cats = pick d class=cat
    boats = pick d class=boat

    """

  @Test("Images of several sets follow one another, with their classes")
  func joins() throws {
    let bench = try Bench()
    #expect(
      bench.run(
        Self.beginning + """
          pair = join cats[0] boats[0..1] cats[1]
          pair
          again = pick pair class=boat
          print (again.count)
          e = measure again against=(boats[0..1])
          print (e.mean)
          small = (cats[0])
          numbers = corrupt small gaussian(0)
          more = join pair numbers
          print (more.count)
          """) == "4 images of 3x32x32\n2\n0\n5\n")
  }

  @Test("What has other sides, or is no image, is refused")
  func refused() throws {
    func mistake(_ line: String) throws -> String { try Bench().check(Self.beginning + line) }
    #expect(
      try mistake("probes = load sketches count=3 size=16\nj = join d probes").contains("error:"))
    #expect(try mistake("j = join d 3").contains("error: `join` takes no `3`"))
    #expect(try mistake("join").contains("`join` lacks its images"))
  }

  @Test("A shape with its channels last is warned of")
  func channelsLast() throws {
    #expect(
      try Bench().check("e = network in=32x32x3\n  conv2d 8 kernel=3\nend\ne") == """
        test.darkroom:1:16: warning: the channels of a shape come first, and this has 32 of them
             1 | e = network in=32x32x3
               |                ^^^^^^^
          expected `in=3x32x32`

        """)
    #expect(try Bench().check("e = network in=3x32x32\n  conv2d 8 kernel=3\nend\ne") == "")
  }
}
