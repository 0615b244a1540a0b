// This folder is compiled twice: as VectorRoutines for processors with AVX2, eight floats a lane, and as
// VectorRoutinesAVX512 for those with AVX-512, sixteen floats a lane. Sixteen images stand side by side in every
// entry of a blocked buffer, so one entry is two lanes or one; arithmetic within an image is the same in both.
// Nothing here is checked: TensorMath checks every shape before it calls.

#if AVX512
  typealias Lane = SIMD16<Float>
  typealias LaneIntegers = SIMD16<Int32>
#else
  typealias Lane = SIMD8<Float>
  typealias LaneIntegers = SIMD8<Int32>
#endif

/// Images in an entry of the blocked layout.
let entryWidth = 16

/// Floats in a lane.
let laneWidth = Lane.scalarCount

typealias Source = UnsafePointer<Float>
typealias Destination = UnsafeMutablePointer<Float>

extension UnsafePointer<Float> {
  @inline(__always) var lane: Lane { UnsafeRawPointer(self).loadUnaligned(as: Lane.self) }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always) var lane: Lane {
    get { UnsafeRawPointer(self).loadUnaligned(as: Lane.self) }
    nonmutating set { UnsafeMutableRawPointer(self).storeBytes(of: newValue, as: Lane.self) }
  }
}

extension Lane {
  /// This, and zero wherever it is negative.
  @inline(__always) var rectified: Lane {
    var result = self
    result.replace(with: 0, where: self .<= 0)
    return result
  }

  // The standard library's `clamped` and `pointwiseMin` are generic functions that the compiler may emit under a name
  // all modules share, and the linker then keeps one copy, whatever processor it was built for. These stay inline,
  // and unlike those they let NaN through.

  /// This, and `bound` wherever it is smaller.
  @inline(__always) func atLeast(_ bound: Float) -> Lane {
    replacing(with: Lane(repeating: bound), where: self .< Lane(repeating: bound))
  }

  /// This, and `bound` wherever it is larger.
  @inline(__always) func atMost(_ bound: Float) -> Lane {
    replacing(with: Lane(repeating: bound), where: self .> Lane(repeating: bound))
  }
}

/// `c + a · b`, rounded once.
///
/// SIMD16's own `addingProduct` is a loop that the compiler leaves a loop; written out, it is one instruction.
@inline(__always) func fused(_ c: Lane, _ a: Lane, _ b: Lane) -> Lane {
  #if AVX512
    Lane(
      c[0].addingProduct(a[0], b[0]),
      c[1].addingProduct(a[1], b[1]),
      c[2].addingProduct(a[2], b[2]),
      c[3].addingProduct(a[3], b[3]),
      c[4].addingProduct(a[4], b[4]),
      c[5].addingProduct(a[5], b[5]),
      c[6].addingProduct(a[6], b[6]),
      c[7].addingProduct(a[7], b[7]),
      c[8].addingProduct(a[8], b[8]),
      c[9].addingProduct(a[9], b[9]),
      c[10].addingProduct(a[10], b[10]),
      c[11].addingProduct(a[11], b[11]),
      c[12].addingProduct(a[12], b[12]),
      c[13].addingProduct(a[13], b[13]),
      c[14].addingProduct(a[14], b[14]),
      c[15].addingProduct(a[15], b[15]))
  #else
    c.addingProduct(a, b)
  #endif
}
