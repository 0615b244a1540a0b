#include "CountingMalloc.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

// A sanitizer has an allocator of its own.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)
#include <malloc.h>
#include <stdatomic.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static _Thread_local int watched __attribute__((tls_model("initial-exec")));
static atomic_long allocations;
static atomic_long bytes;

// Memory aligned beyond a page has a tail of up to that alignment that nobody touches and `malloc_usable_size` counts.
// So the sizes asked for are kept, of as many pieces as a test has at a time.
static struct {
  void *memory;
  size_t size;
} aligned[1024];
static atomic_flag aligned_in_use = ATOMIC_FLAG_INIT;

// The size kept for a piece of memory, 0 where there is none; it is replaced by `replacement`.
static size_t keep_size(void *memory, void *successor, size_t replacement) {
  size_t found = 0;
  while (atomic_flag_test_and_set(&aligned_in_use)) {
  }
  for (size_t place = 0; place < sizeof aligned / sizeof *aligned; place++) {
    if (aligned[place].memory != memory) continue;
    found = aligned[place].size;
    aligned[place].memory = successor;
    aligned[place].size = replacement;
    break;
  }
  atomic_flag_clear(&aligned_in_use);
  return found;
}

static void *taken(void *memory) {
  if (watched && memory) {
    // A thread that is not watched may have given back what lay here before.
    keep_size(memory, NULL, 0);
    atomic_fetch_add(&allocations, 1);
    atomic_fetch_add(&bytes, (long)malloc_usable_size(memory));
  }
  return memory;
}

static void *taken_aligned(void *memory, size_t alignment, size_t size) {
  if (!watched || !memory || alignment <= 4096) return taken(memory);
  if (!keep_size(memory, memory, size)) keep_size(NULL, memory, size);
  atomic_fetch_add(&allocations, 1);
  atomic_fetch_add(&bytes, (long)size);
  return memory;
}

static void given_back(void *memory) {
  if (!watched || !memory) return;
  size_t size = keep_size(memory, NULL, 0);
  atomic_fetch_sub(&bytes, (long)(size ? size : malloc_usable_size(memory)));
}

void *malloc(size_t size) { return taken(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return taken(__libc_calloc(count, size)); }

void *realloc(void *memory, size_t size) {
  long before = watched && memory ? (long)malloc_usable_size(memory) : 0;
  void *moved = __libc_realloc(memory, size);
  if (watched && (moved || size == 0)) atomic_fetch_sub(&bytes, before);
  return taken(moved);
}

void *memalign(size_t alignment, size_t size) { return taken_aligned(__libc_memalign(alignment, size), alignment, size); }

void *aligned_alloc(size_t alignment, size_t size) { return taken_aligned(__libc_memalign(alignment, size), alignment, size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
  void *found = taken_aligned(__libc_memalign(alignment, size), alignment, size);
  if (!found) return ENOMEM;
  *memory = found;
  return 0;
}

void free(void *memory) {
  given_back(memory);
  __libc_free(memory);
}

int counting_malloc_is_in_place(void) { return 1; }
void counting_malloc_watch_this_thread(int watch) { watched = watch; }
long counting_malloc_allocations(void) { return atomic_load(&allocations); }
long counting_malloc_bytes(void) { return atomic_load(&bytes); }

#else

int counting_malloc_is_in_place(void) { return 0; }
void counting_malloc_watch_this_thread(int watch) { (void)watch; }
long counting_malloc_allocations(void) { return 0; }
long counting_malloc_bytes(void) { return 0; }

#endif
