import Basics
import Testing

@Suite struct PathTests {
  @Test(
    "A path falls into its folder, its name and its ending",
    arguments: [
      ("a.png", ".", "a.png", "png", "a"),
      ("b/c/a.tar.GZ", "b/c", "a.tar.GZ", "gz", "a.tar"),
      ("/a", "/", "a", nil, "a"),
      ("b.d/a", "b.d", "a", nil, "a"),
      (".png", ".", ".png", "png", ".png"),
      ("a.", ".", "a.", "", "a"),
      ("b.d/", "b.d", "b.d", nil, "b"),
      ("", ".", "", nil, ""),
      ("/", "/", "", nil, ""),
    ] as [(String, String, String, String?, String)])
  func parts(path: String, folder: String, name: String, ending: String?, stem: String) {
    #expect(path.enclosingFolder == folder)
    #expect(path.fileName == name)
    #expect(path.fileEnding == ending)
    #expect(path.fileStem == stem)
  }

  @Test(
    "A path is what stands before its name and the rest", arguments: ["", "a", "b/", "b/c/a.png", "/", "/a", "b.d/a"])
  func prefix(path: String) {
    let prefix = path.folderPrefix
    #expect(path.hasPrefix(prefix) && !path.dropFirst(prefix.count).contains("/"))
    #expect(prefix.isEmpty || prefix.hasSuffix("/"))
    #expect(path.isAbsolutePath == ["/", "/a"].contains(path))
  }

  @Test("Only the name's ending is replaced")
  func endings() {
    #expect("b.d/a.tar.GZ".replacingEnding(by: "zip") == "b.d/a.tar.zip")
    #expect("a.".replacingEnding(by: "zip") == "a.zip")
    #expect("b.d/a".replacingEnding(by: "zip") == nil)
  }

  @Test("One slash parts a folder from a name")
  func appending() {
    #expect("a".appendingPath("b") == "a/b")
    #expect("a/".appendingPath("b") == "a/b")
    #expect("/".appendingPath("b") == "/b")
  }
}
