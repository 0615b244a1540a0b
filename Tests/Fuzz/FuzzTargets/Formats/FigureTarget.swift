import Figures

/// What `darkroom about` reads in the files of figures.
enum FigureTarget: FuzzTarget {
  static let name = "figure"
  static let words = [
    "%PDF-", "startxref\n", "xref\n", "trailer", "/Info ", "/Keywords ", "endobj", "<FEFF", "GIF89a", "iTXt",
    "Darkroom", "<svg", "<metadata class=\"darkroom\">", "</metadata>", "&amp;", "<!DOCTYPE html>",
    "<script type=\"application/json\" id=\"provenance\">", "</script>",
  ]

  static func run(_ bytes: [UInt8]) {
    guard let metadata = try? FigureFile.metadata(of: bytes) else { return }
    require(FigureMetadata(json: metadata.json.utf8) == metadata, "metadata are not read as they were written")
  }
}
