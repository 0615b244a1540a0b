extension RandomAccessCollection where Index == Int {
  /// The elements of a table column by column, which lie here row by row: pixels with their channels side by side become
  /// planes, and planes pixels.
  ///
  /// - Precondition: There is a column at least, and every row is whole.
  package func transposed(columns: Int) -> [Element] {
    precondition(columns > 0 && count % columns == 0, "A table has whole rows.")
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for column in 0..<columns {
      for place in stride(from: startIndex + column, to: endIndex, by: columns) { elements.append(self[place]) }
    }
    return elements
  }
}
