#pragma once
// Operations on the lanes of a vector that are one instruction, and that the standard library's vectors lack or make a
// loop of: each as a static inline function, for lanes of eight and of sixteen.

typedef float lanes_float8 __attribute__((ext_vector_type(8)));
typedef float lanes_float16 __attribute__((ext_vector_type(16)));
typedef int lanes_int8 __attribute__((ext_vector_type(8)));
typedef int lanes_int16 __attribute__((ext_vector_type(16)));

#define LANES_INLINE static inline __attribute__((always_inline))

/// `c + a · b`, rounded once.
LANES_INLINE lanes_float8 lanes_fused8(lanes_float8 c, lanes_float8 a, lanes_float8 b) {
  return __builtin_elementwise_fma(a, b, c);
}

/// `c + a · b`, rounded once.
LANES_INLINE lanes_float16 lanes_fused16(lanes_float16 c, lanes_float16 a, lanes_float16 b) {
  return __builtin_elementwise_fma(a, b, c);
}

/// The integers, and zero wherever one is negative.
LANES_INLINE lanes_int8 lanes_at_least_zero8(lanes_int8 a) { return __builtin_elementwise_max(a, (lanes_int8)0); }

/// The integers, and zero wherever one is negative.
LANES_INLINE lanes_int16 lanes_at_least_zero16(lanes_int16 a) { return __builtin_elementwise_max(a, (lanes_int16)0); }
