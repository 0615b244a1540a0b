package import KernelArguments

// A matrix product in double precision. An entry of sixteen columns is two vectors of eight doubles in either build, so
// that both take the same sums in the same order.

private typealias Eight = SIMD8<Double>

extension UnsafePointer<Double> {
  @inline(__always) fileprivate var eight: Eight { UnsafeRawPointer(self).loadUnaligned(as: Eight.self) }
}

/// `c + a · b`, rounded once; written out, it is one instruction.
@inline(__always) private func fused(_ c: Eight, _ a: Double, _ b: Eight) -> Eight {
  Eight(
    c[0].addingProduct(a, b[0]), c[1].addingProduct(a, b[1]), c[2].addingProduct(a, b[2]),
    c[3].addingProduct(a, b[3]), c[4].addingProduct(a, b[4]), c[5].addingProduct(a, b[5]),
    c[6].addingProduct(a, b[6]), c[7].addingProduct(a, b[7]))
}

extension DoubleProduct {
  /// Some rows of the product, whose sums stay in registers.
  @inline(__always) fileprivate func rows<let count: Int>(_ sums: InlineArray<count, (Eight, Eight)>, from row: Int) {
    var sums = sums
    if adds {
      for i in 0..<count {
        let start = UnsafePointer(output) + (row &+ i) &* 16
        sums[i] = (start.eight, (start + 8).eight)
      }
    }
    var number = numbers + row &* rowStride
    var source = input
    for _ in 0..<terms {
      let (low, high) = (source.eight, (source + 8).eight)
      for i in 0..<count {
        let factor = number[i &* rowStride]
        sums[i] = (fused(sums[i].0, factor, low), fused(sums[i].1, factor, high))
      }
      number += termStride
      source += 16
    }
    for i in 0..<count {
      let target = UnsafeMutableRawPointer(output + (row &+ i) &* 16)
      target.storeBytes(of: sums[i].0, as: Eight.self)
      (target + 64).storeBytes(of: sums[i].1, as: Eight.self)
    }
  }
}

/// Computes a matrix product in double precision.
package func doubleProduct(_ product: DoubleProduct) {
  let zero = (Eight(), Eight())
  var row = 0
  while row < product.rows {
    #if AVX512
      if product.rows &- row >= 8 {
        product.rows(InlineArray<8, (Eight, Eight)>(repeating: zero), from: row)
        row &+= 8
        continue
      }
    #endif
    if product.rows &- row >= 2 {
      product.rows(InlineArray<2, (Eight, Eight)>(repeating: zero), from: row)
      row &+= 2
    } else {
      product.rows(InlineArray<1, (Eight, Eight)>(repeating: zero), from: row)
      row &+= 1
    }
  }
}
