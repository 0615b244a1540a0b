#include "CountingMalloc.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__GLIBC__)
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

static void *taken(void *memory) {
  if (watched && memory) {
    atomic_fetch_add(&allocations, 1);
    atomic_fetch_add(&bytes, (long)malloc_usable_size(memory));
  }
  return memory;
}

static void given_back(void *memory) {
  if (watched && memory) atomic_fetch_sub(&bytes, (long)malloc_usable_size(memory));
}

void *malloc(size_t size) { return taken(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return taken(__libc_calloc(count, size)); }

void *realloc(void *memory, size_t size) {
  long before = watched && memory ? (long)malloc_usable_size(memory) : 0;
  void *moved = __libc_realloc(memory, size);
  if (watched && (moved || size == 0)) atomic_fetch_sub(&bytes, before);
  return taken(moved);
}

void *memalign(size_t alignment, size_t size) { return taken(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return taken(__libc_memalign(alignment, size)); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
  void *found = taken(__libc_memalign(alignment, size));
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
