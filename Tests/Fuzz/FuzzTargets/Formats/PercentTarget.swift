import Notebooks

/// Percent files, which are written back byte for byte, and come through `.ipynb`.
enum PercentTarget: FuzzTarget {
  static let name = "percent"
  static let words = [
    "# %%", "#\\ %%", "[markdown]", "[raw]", "tags=[", "title=\"", "metadata={", "attachments={", "trailing=\"",
    "newlines=\"", "# notebook: {", "\r\n", "# ```", "# | - |", "attachment:", "$", "$$", "\\frac", "\\left(",
    "\\right)", "\\begin{cases}", "\\end{cases}", "\\mathbf{", "Author: ", "\"hide-input\"",
  ]

  static func run(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let notebook = Notebook(percent: text)
    require(notebook.percentText.utf8.elementsEqual(text.utf8), "a percent file is not written as it was read")
    guard let again = try? Notebook(ipynb: notebook.ipynb.utf8, name: "again.ipynb") else {
      fatalError("a notebook that was written cannot be read")
    }
    require(again.cells.map(\.source) == notebook.cells.map(\.source), "cells do not come through .ipynb")
    Reports.write(notebook)
  }
}
