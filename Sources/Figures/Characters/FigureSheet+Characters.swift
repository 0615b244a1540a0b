package import Basics

extension FigureSheet {
  /// One part below another, each with its letter; nil where one of them is a picture.
  package func characters(_ look: CharacterLook, unless stop: StopFlag) throws(FigureError) -> CharacterPage? {
    var page = CharacterPage(columns: look.columns, rows: 0)
    page.append(lines: CharacterText.wrapped(title ?? "", to: look.columns, lines: 2), .strong, isCentred: true)
    for (place, part) in parts.enumerated() {
      guard let chart = try part.content.characters(look, unless: stop) else { return nil }
      if place > 0 { page.append(lines: [""], .plain) }
      let caption = [Self.letter(place), part.caption ?? ""].joined(separator: " ")
      page.append(lines: CharacterText.wrapped(caption, to: look.columns, lines: 3), .plain)
      page.append(chart)
    }
    return page
  }
}
