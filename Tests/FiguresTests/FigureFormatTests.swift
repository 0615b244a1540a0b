import Figures
import Testing

@Suite struct FigureFormatTests {
  @Test(arguments: [
    ("a.png", FigureFormat.png), ("out/b.SVG", .svg), ("c.d.pdf", .pdf), ("e.gif", .gif), ("f.apng", .apng),
  ])
  func theEndingTellsTheFormat(path: String, format: FigureFormat) throws {
    #expect(try FigureFormat(path: path) == format)
  }

  @Test(arguments: ["a.jpg", "a", "folder.png/a", ".", ""])
  func anUnknownEndingListsTheKnownOnes(path: String) {
    let error = #expect(throws: FigureError.self) { try FigureFormat(path: path) }
    #expect(
      error?.description
        == "cannot tell the figure's format from “\(path)”: expected a name that ends in one of .png, .svg, .pdf, "
        + ".gif, .apng")
  }
}
