#if HTMLReports
  import Foundation
  import Testing

  @Suite struct DocsTests {
    @Test("The whole documentation becomes a site: no dead link, every example run, figures in both themes")
    func site() throws {
      let program = try Program()
      defer { program.clean() }
      let folder = program.folder.appending(path: "site")
      let result = try program.shell(
        "cd '\(Program.root.path)' && '\(Program.path.path)' docs --build '\(folder.path)'")
      #expect(result.status == 0, "\(result.errors)")
      func page(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      }
      for path in ["index.html", "ten-steps.html", "gallery.html", "cluster.html", "commands/train.html"] {
        #expect(try page(path).hasPrefix("<!DOCTYPE html>"), "\(path)")
      }
      #expect(try page("commands/plot.html").contains("<figure class=\"drawing\" tabindex=\"0\"><svg"))
      #expect(try page("gallery.html").contains("prefers-color-scheme: dark"))
      #expect(try page("ten-steps.html").components(separatedBy: "<figure").count > 8)
      #expect(try page("index.html").contains("href=\"teachers.html\""))
      // Whatever a page leads to is there.
      let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      #expect(files.count > 90)
      for file in files where file.hasSuffix(".html") {
        let place = folder.appending(path: file).deletingLastPathComponent()
        for match in try page(file).matches(of: /href="([^"#:]+)(?:#[^"]*)?"/) {
          let target = place.appending(path: String(match.1))
          #expect(FileManager.default.fileExists(atPath: target.path), "\(file): \(match.1)")
        }
      }
    }

    @Test("A page that is not there is said where no documentation lies, and a near miss named")
    func missing() throws {
      let program = try Program()
      defer { program.clean() }
      let result = try program.run(arguments: ["docs", "trian"])
      #expect(result.status == 2 && result.errors.contains("there is no page on “trian”; did you mean `train`?"))
      #expect(try program.run(arguments: ["help", "train"]).output.hasSuffix("draws: darkroom docs train\n"))
    }
  }
#endif
