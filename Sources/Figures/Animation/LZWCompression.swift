import Basics

/// Lempel–Ziv–Welch compression with codes of growing length, as GIF uses it.
///
/// Source: CompuServe, "Graphics Interchange Format, Version 89a", 1990, appendix F; Welch, "A Technique for
/// High-Performance Data Compression", 1984.
struct LZWCompression {
  private let symbolBits: Int
  private var bytes: [UInt8] = []
  private var pending: UInt32 = 0
  private var pendingBits = 0

  private var clearCode: Int { 1 << symbolBits }

  /// The codes of `symbols`, each smaller than 2 to the power of `symbolBits` (2 to 8), packed from the lowest bit.
  static func compressed(
    _ symbols: [UInt8], symbolBits: Int, unless stop: StopFlag = StopFlag()
  ) throws(FigureError) -> [UInt8] {
    var compression = LZWCompression(symbolBits: symbolBits)
    compression.write(symbols, unless: stop)
    try stop.checkDrawing()
    return compression.bytes
  }

  private init(symbolBits: Int) { self.symbolBits = symbolBits }

  private mutating func write(_ symbols: [UInt8], unless stop: StopFlag) {
    let largest = 4_096
    // The code of the text that a code stands for and one more symbol; 0 for none, which no such text has.
    var longer = [UInt16](repeating: 0, count: largest << symbolBits)
    var (bits, next) = (symbolBits + 1, clearCode + 2)
    append(clearCode, bits)
    guard var code = symbols.first.map(Int.init) else { return append(clearCode + 1, bits) }
    for symbol in symbols.dropFirst() {
      let place = code << symbolBits | Int(symbol)
      if longer[place] != 0 {
        code = Int(longer[place])
        continue
      }
      append(code, bits)
      if stop.isSet { return }
      code = Int(symbol)
      if next < largest {
        longer[place] = UInt16(next)
        // The reader learns each code one step later, and so reads this length from the next code on.
        if next == 1 << bits { bits += 1 }
        next += 1
      } else {
        append(clearCode, bits)
        (bits, next) = (symbolBits + 1, clearCode + 2)
        for place in longer.indices { longer[place] = 0 }
      }
    }
    append(code, bits)
    // The reader learns one code from this last one too.
    if next == 1 << bits, next < largest { bits += 1 }
    append(clearCode + 1, bits)
    if pendingBits > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
  }

  private mutating func append(_ code: Int, _ bits: Int) {
    pending |= UInt32(code) << UInt32(pendingBits)
    pendingBits += bits
    while pendingBits >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingBits -= 8
    }
  }
}
