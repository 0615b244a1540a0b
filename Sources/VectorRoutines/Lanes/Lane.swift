internal import CLanes

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

  /// This without its signs.
  @inline(__always) var magnitudes: Lane {
    unsafeBitCast(unsafeBitCast(self, to: LaneIntegers.self) & 0x7fff_ffff, to: Lane.self)
  }

  /// This, and `bound` wherever it is larger.
  @inline(__always) func atMost(_ bound: Float) -> Lane {
    replacing(with: Lane(repeating: bound), where: self .> Lane(repeating: bound))
  }
}

extension LaneIntegers {
  /// This, and zero wherever it is negative.
  @_transparent var atLeastZero: LaneIntegers {
    #if AVX512
      lanes_at_least_zero16(self)
    #else
      lanes_at_least_zero8(self)
    #endif
  }
}

/// `c + a · b`, rounded once.
@_transparent func fused(_ c: Lane, _ a: Lane, _ b: Lane) -> Lane {
  #if AVX512
    lanes_fused16(c, a, b)
  #else
    lanes_fused8(c, a, b)
  #endif
}
