import Notebooks

/// Writes notebooks in every format, as what comes behind reading them.
enum Reports {
  static func write(_ notebook: Notebook) {
    let facts = ReportFacts(title: "fuzz", script: "fuzz.darkroom", version: "Darkroom")
    _ = notebook.markdownReport(facts: facts, picturesFolder: "fuzz_files")
    _ = try? notebook.htmlReport(facts: facts)
  }
}
