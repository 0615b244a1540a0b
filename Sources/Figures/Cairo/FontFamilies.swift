import CCairo

/// The typefaces that figures can be set in: those that fontconfig finds.
public enum FontFamilies {
  /// The names that stand for whatever typeface of a kind there is.
  public static let generic = ["monospace", "sans-serif", "serif"]

  /// Whether there is a typeface of a name, upper and lower case being alike.
  public static func contains(_ name: String) -> Bool {
    let name = name.lowercased()
    return generic.contains(name) || installed().contains { $0.lowercased() == name }
  }

  /// The names of the typefaces that are installed, in the order of the alphabet.
  public static func installed() -> [String] {
    guard let pattern = FcPatternCreate(), let wanted = FcObjectSetCreate() else { return [] }
    defer {
      FcPatternDestroy(pattern)
      FcObjectSetDestroy(wanted)
    }
    guard FcObjectSetAdd(wanted, FC_FAMILY) != 0, let fonts = FcFontList(nil, pattern, wanted) else { return [] }
    defer { FcFontSetDestroy(fonts) }
    var names: Set<String> = []
    for index in 0..<Int(fonts.pointee.nfont) {
      var place: Int32 = 0
      var name: UnsafeMutablePointer<FcChar8>?
      while FcPatternGetString(fonts.pointee.fonts[index], FC_FAMILY, place, &name) == FcResultMatch, let found = name {
        names.insert(String(cString: found))
        place += 1
      }
    }
    return names.sorted()
  }
}
