extension [String] {
  /// What a class is called by its label: the label itself where it has no name.
  func className(of label: Int) -> String { indices.contains(label) ? self[label] : "\(label)" }
}
