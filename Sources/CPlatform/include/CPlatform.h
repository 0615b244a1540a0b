#pragma once
// What Swift cannot import from C as it stands: macros, globals and compiler intrinsics, each as a static inline function.

#include <stdio.h>
#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

/// The standard error stream, which C declares as a mutable global.
static inline FILE *platform_standard_error(void) { return stderr; }

/// Gives freed memory back to the system, where the C library keeps it for later.
static inline void platform_release_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

/// Has every large block of memory be one of the system's, which takes it back when it is freed.
///
/// The C library would raise the size from which it does that to that of the largest block freed so far, and then carve
/// small blocks that stay out of large ones that were free, so that a session of many figures grew and grew.
static inline void platform_keep_large_blocks_apart(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 128 << 10);
#endif
}

/// What the kernels' two builds need of the processor: nothing, AVX2 with FMA, or AVX-512.
enum platform_vector_level { platform_vector_none = 0, platform_vector_avx2 = 1, platform_vector_avx512 = 2 };

/// The best of the two builds that this processor and its operating system can run.
int platform_vector_level(void);

/// Asks the system to back memory, `start` and `bytes` in whole large pages, by such.
void platform_advise_large_pages(void *start, unsigned long bytes);

/// Turns denormal results and operands to zero on the calling thread; returns what `platform_restore_denormals` takes.
unsigned long long platform_flush_denormals(void);

/// Puts the calling thread's floating-point control back as it was.
void platform_restore_denormals(unsigned long long state);

/// Tells the processor that this thread is waiting in a short loop.
static inline void platform_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// A Swift closure over two whole numbers, lent to threads that must be done with it before its owner goes on: its code
/// and what it captured.
struct platform_closure {
  const void *code;
  void *captured;
};

/// Calls a lent closure.
void platform_call_closure(struct platform_closure closure, long first, long second);
