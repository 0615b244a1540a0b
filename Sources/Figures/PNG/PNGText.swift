/// What PNG files tell in text chunks: title, description, program and date under the names that other programs know,
/// and all together as JSON under `Darkroom`.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", 11.3.3.
enum PNGText {
  static let keyword = "Darkroom"

  /// The chunks of a figure.
  static func chunks(for figure: Figure) -> [PNGChunk] {
    let metadata = figure.metadata
    let fields = [
      ("Title", metadata.title), ("Description", metadata.caption ?? figure.summary),
      ("Software", metadata.provenance.program), ("Creation Time", metadata.date), (keyword, metadata.json),
    ]
    return fields.compactMap { name, text in
      text.map { text in
        // A text is not compressed, and its language is not told.
        let head = Array(name.utf8) + [0, 0, 0, 0, 0]
        return PNGChunk(type: "iTXt", data: head + Array(Typeface.drawable(text).utf8))
      }
    }
  }

  /// The JSON of a PNG; nil where it has none.
  static func json(in bytes: [UInt8]) throws(FigureFile.Problem) -> [UInt8]? {
    let head = Array(keyword.utf8) + [0, 0, 0, 0, 0]
    var place = PNGChunk.signature.count
    while place < bytes.count {
      guard bytes.count - place >= 12 else {
        throw .damaged(format: "PNG", offset: place, expected: "a chunk, and the file ends")
      }
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - place - 12 else {
        throw .damaged(format: "PNG", offset: place, expected: "a chunk of \(length) bytes, and the file ends")
      }
      let data = bytes[place + 8..<place + 8 + length]
      if bytes[place + 4..<place + 8].elementsEqual("iTXt".utf8), data.starts(with: head) {
        return Array(data.dropFirst(head.count))
      }
      // What follows is no part of the picture.
      if bytes[place + 4..<place + 8].elementsEqual("IEND".utf8) { return nil }
      place += 12 + length
    }
    return nil
  }
}
