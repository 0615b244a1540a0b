import Figures
import Foundation
import Testing

@Suite struct WritingTests {
  let figure = Figure(LineChart(title: "small", lines: []), size: FigureSize(width: 3, height: 2, resolution: 72))

  private func message(writingTo path: String) -> String? {
    #expect(throws: FigureError.self) { try figure.write(to: path) }?.description
  }

  @Test func writesWhatItRendersAndLeavesNothingElse() throws {
    try withTemporaryFolder { folder in
      for format in FigureFormat.allCases {
        let path = folder + "/a." + format.rawValue
        try Data("earlier".utf8).write(to: URL(fileURLWithPath: path))
        try figure.write(to: path)
        #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))) == figure.render(format))
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
          == FigureFormat.allCases.map { "a.\($0.rawValue)" }.sorted())
    }
  }

  @Test func saysWhyAFileCannotBeWritten() throws {
    try withTemporaryFolder { folder in
      #expect(
        message(writingTo: folder + "/none/a.png")
          == "cannot write “\(folder)/none/a.png”: No such file or directory")
      try FileManager.default.createDirectory(atPath: folder + "/b.png", withIntermediateDirectories: true)
      #expect(message(writingTo: folder + "/b.png") == "cannot write “\(folder)/b.png”: it is a folder")
      try Data().write(to: URL(fileURLWithPath: folder + "/file"))
      #expect(
        message(writingTo: folder + "/file/a.png") == "cannot write “\(folder)/file/a.png”: Not a directory")
    }
  }

  @Test func aFolderThatMayNotBeWrittenIsSaidToBe() throws {
    try withTemporaryFolder { folder in
      var path = folder + "/closed/a.png"
      try FileManager.default.createDirectory(atPath: folder + "/closed", withIntermediateDirectories: true)
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder + "/closed")
      // Nothing is closed to root but what the kernel keeps.
      if FileManager.default.isWritableFile(atPath: folder + "/closed") { path = "/sys/darkroom-test.png" }
      let said = try #require(message(writingTo: path))
      #expect(
        ["Permission denied", "Read-only file system", "Operation not permitted"].contains {
          said == "cannot write “\(path)”: \($0)"
        }, "\(said)")
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}
