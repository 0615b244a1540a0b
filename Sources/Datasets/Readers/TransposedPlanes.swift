extension [UInt8] {
  /// Square planes of pixels that lie column by column, put row by row in the same memory.
  consuming func withPlanesTransposed(side: Int) -> [UInt8] {
    let plane = side * side
    withUnsafeMutableBufferPointer { pixels in
      for start in stride(from: 0, to: pixels.count - pixels.count % plane, by: plane) {
        for row in 1..<Swift.max(1, side) {
          for column in 0..<row { pixels.swapAt(start + row * side + column, start + column * side + row) }
        }
      }
    }
    return self
  }
}
