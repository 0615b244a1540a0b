/// What a report shows of a notebook.
public struct ReportOptions: Hashable, Sendable {
  /// Whether all code is left out; what it gave stays.
  public var hidesCode: Bool
  /// Whether it begins with a table of its contents.
  public var hasContents: Bool

  /// Chooses what a report shows; all but the table of contents if not given.
  public init(hidesCode: Bool = false, hasContents: Bool = false) {
    self.hidesCode = hidesCode
    self.hasContents = hasContents
  }
}
