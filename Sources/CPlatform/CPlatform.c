#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CPlatform.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

#if defined(__x86_64__)
#include <immintrin.h>
#endif

int platform_vector_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  // Everything that the compiler may use at the level x86-64-v3: a processor without lzcnt would not even stop at it.
  if (!(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("lzcnt") && __builtin_cpu_supports("movbe") &&
        __builtin_cpu_supports("f16c")))
    return platform_vector_none;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd"))
    return platform_vector_avx512;
#endif
  return platform_vector_avx2;
}

unsigned long long platform_flush_denormals(void) {
#if defined(__x86_64__)
  unsigned state = _mm_getcsr();
  _mm_setcsr(state | 0x8040);
  return state;
#elif defined(__aarch64__)
  unsigned long long state;
  __asm__ volatile("mrs %0, fpcr" : "=r"(state));
  __asm__ volatile("msr fpcr, %0" : : "r"(state | (1ull << 24)));
  return state;
#else
  return 0;
#endif
}

void platform_restore_denormals(unsigned long long state) {
#if defined(__x86_64__)
  _mm_setcsr((unsigned)state);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" : : "r"(state));
#else
  (void)state;
#endif
}

// Swift's calling convention: a closure is passed as two words, its code and what it captured, and is called with what
// it captured in a register of its own.
typedef __attribute__((swiftcall)) void closure_code(long, long, __attribute__((swift_context)) void *);

void platform_call_closure(struct platform_closure closure, long first, long second) {
  ((closure_code *)closure.code)(first, second, closure.captured);
}

/// Declared in `LentClosure.swift`, since Swift imports no function that takes a closure: hands the closure on to
/// `borrow`.
__attribute__((swiftcall)) void platform_lend_closure(
    const void *code, void *captured, void (*borrow)(struct platform_closure, void *), void *borrower);

__attribute__((swiftcall)) void platform_lend_closure(
    const void *code, void *captured, void (*borrow)(struct platform_closure, void *), void *borrower) {
  borrow((struct platform_closure){code, captured}, borrower);
}

void platform_advise_large_pages(void *start, unsigned long bytes) {
#if defined(MADV_HUGEPAGE)
  // Advice: where the system does not take it, the memory stays as it is.
  (void)madvise(start, bytes, MADV_HUGEPAGE);
#else
  (void)start;
  (void)bytes;
#endif
}
