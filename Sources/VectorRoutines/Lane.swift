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

extension SIMD where Scalar == Float {
  /// This, and zero wherever it is negative.
  @inline(__always) var rectified: Self { self.replacing(with: 0, where: self .< 0) }
}
