import TestSupport
import Testing

/// What a script that loads pictures is told, before it runs and when it does.
struct LoadImagesTests {
  @Test("Pictures that are none are listed under the line that loads them")
  func damaged() throws {
    let folder = try TemporaryFolder()
    for number in 1...13 {
      try folder.write(Array((number == 7 ? "P5 1 1 255\n\u{7}" : "<html>").utf8), to: "\(number + 10).png")
    }
    let found = try Bench().check("photos = load images path=\"\(folder.path)\" size=4\nphotos")
    let expected =
      "test.darkroom:1:10: error: \(folder.path): 12 of 13 images cannot be read; mend or remove them, or pass them over with "
      + "`damaged=skip`\n"
    #expect(found.hasPrefix(expected))
    let lines = found.split(separator: "\n").dropFirst(3)
    #expect(lines.count == 11)
    #expect(lines.first == "  \(folder.path)/11.png: is an HTML page, and no picture")
    #expect(lines.last == "  and 2 more")
  }
}
