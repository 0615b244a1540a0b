import Foundation
import Testing

/// What a training is made of is one file and one row each, as CONTRIBUTING.md says.
@Suite struct TableRowsTests {
  @Test(
    "A file declares one row",
    arguments: [
      "NeuralNetworks/Objectives", "NeuralNetworks/Schedules", "Training/Metrics", "Datasets/Corruptions",
      "Datasets/Augmentations",
    ])
  func oneRow(folder: String) throws {
    let files = try SwiftFiles.under(ImportArrowsTests.root.appending(path: "Sources/" + folder))
    let rows = try files.map { try String(contentsOf: $0, encoding: .utf8).ranges(of: "= OptionRow(").count }
    #expect(rows.contains(1))
    for (file, count) in zip(files, rows) { #expect(count <= 1, "\(file.lastPathComponent)") }
  }
}
