// Has one call of the system fail: the one of DARKROOM_FAULT (a name) with the number DARKROOM_FAULT_AT, counted from 1.
//
// Writing calls are counted for files alone that lie under DARKROOM_FAULT_UNDER, allocations from 4,096 bytes on. What was
// counted is written to the file of DARKROOM_FAULT_COUNTS as the program ends. To be loaded before the C library
// (LD_PRELOAD).

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum fault { OPEN, WRITE, FSYNC, RENAME, MKDIR, FLOCK, MALLOC, COUNT };
static const char *const names[COUNT] = {"open", "write", "fsync", "rename", "mkdir", "flock", "malloc"};
static const int errors[COUNT] = {EACCES, ENOSPC, EIO, EIO, ENOSPC, ENOLCK, ENOMEM};
static atomic_long counted[COUNT];
static int chosen = COUNT;
static long at;
static const char *under;

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("DARKROOM_FAULT"), *number = getenv("DARKROOM_FAULT_AT");
  under = getenv("DARKROOM_FAULT_UNDER");
  at = number ? atol(number) : 0;
  for (int fault = 0; fault < COUNT; fault++)
    if (name && strcmp(name, names[fault]) == 0) chosen = fault;
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("DARKROOM_FAULT_COUNTS");
  if (!path) return;
  FILE *file = fopen(path, "w");
  if (!file) return;
  for (int fault = 0; fault < COUNT; fault++) fprintf(file, "%s %ld\n", names[fault], counted[fault]);
  fclose(file);
}

static int fails(enum fault fault) {
  long number = atomic_fetch_add(&counted[fault], 1) + 1;
  if (chosen != (int)fault || number != at) return 0;
  errno = errors[fault];
  return 1;
}

static int counts(const char *path) { return under && path && strncmp(path, under, strlen(under)) == 0; }

static int counts_descriptor(int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return counts(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opens(const char *path, int flags) {
  return counts(path) && (flags & (O_WRONLY | O_RDWR)) && fails(OPEN);
}

int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = va_arg(list, mode_t);
  va_end(list);
  return opens(path, flags) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = va_arg(list, mode_t);
  va_end(list);
  return opens(path, flags) ? -1 : REAL(open64)(path, flags, mode);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  return counts_descriptor(descriptor) && fails(WRITE) ? -1 : REAL(write)(descriptor, bytes, count);
}

int fsync(int descriptor) { return counts_descriptor(descriptor) && fails(FSYNC) ? -1 : REAL(fsync)(descriptor); }

int rename(const char *from, const char *to) { return counts(to) && fails(RENAME) ? -1 : REAL(rename)(from, to); }

int mkdir(const char *path, mode_t mode) { return counts(path) && fails(MKDIR) ? -1 : REAL(mkdir)(path, mode); }

int flock(int descriptor, int operation) {
  return counts_descriptor(descriptor) && fails(FLOCK) ? -1 : REAL(flock)(descriptor, operation);
}

extern void *__libc_malloc(size_t size);

void *malloc(size_t size) { return size >= 4096 && fails(MALLOC) ? NULL : __libc_malloc(size); }
