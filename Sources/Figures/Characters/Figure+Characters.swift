extension Figure {
  /// The figure made of characters, its caption below it; nil for what has pictures in it.
  public func characters(_ look: CharacterLook) throws(FigureError) -> CharacterPage? {
    guard var page = try content.characters(look, unless: stop) else { return nil }
    page.append(lines: CharacterText.wrapped(caption ?? "", to: look.columns, lines: 10), .plain)
    return page
  }
}
