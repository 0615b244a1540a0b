#pragma once
// An allocator that counts, for tests: it takes the place of the C library's and hands every call on to it.

/// Whether the C library lets its allocator be taken the place of; where it does not, or a sanitizer has, nothing is counted.
int counting_malloc_is_in_place(void);

/// Counts the calling thread's allocations from now on, or no longer.
void counting_malloc_watch_this_thread(int watch);

/// Allocations by watched threads so far.
long counting_malloc_allocations(void);

/// Bytes that watched threads have allocated so far, less those that they have given back.
long counting_malloc_bytes(void);
