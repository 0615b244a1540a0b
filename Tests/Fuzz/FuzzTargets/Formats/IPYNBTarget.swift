import Notebooks

/// Jupyter's notebooks, which are written and read again as the same, as `.ipynb` and as percent files.
enum IPYNBTarget: FuzzTarget {
  static let name = "ipynb"
  static let words = [
    "\"cell_type\":\"markdown\"", "\"cell_type\":\"code\"", "\"outputs\":[", "\"output_type\":\"stream\"",
    "\"output_type\":\"display_data\"", "\"output_type\":\"execute_result\"", "\"output_type\":\"error\"",
    "\"metadata\":{", "\"tags\":[", "\"title\":", "\"attachments\":{", "\"image/png\":", "\"image/svg+xml\":",
    "\"text/plain\":", "\"id\":", "\"source\":[",
  ]

  static func run(_ bytes: [UInt8]) {
    guard var notebook = try? Notebook(ipynb: bytes, name: "fuzz.ipynb") else { return }
    guard let again = try? Notebook(ipynb: notebook.ipynb.utf8, name: "again.ipynb") else {
      fatalError("a notebook that was written cannot be read")
    }
    require(again.ipynb == notebook.ipynb, "a notebook is not read as it was written")
    Reports.write(notebook)
    // What a percent file does not hold.
    for index in notebook.cells.indices {
      notebook.cells[index].outputs = []
      (notebook.cells[index].executionCount, notebook.cells[index].id) = (nil, nil)
    }
    var percent = Notebook(percent: notebook.percentText)
    // Entries that need quotes stand behind the others there.
    for index in percent.cells.indices { percent.cells[index].metadata.sort { $0.key < $1.key } }
    require(percent.cells == notebook.cells, "a notebook does not come through a percent file")
  }
}
