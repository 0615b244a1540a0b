#pragma once
// CUDA's driver and its run-time compiler, looked for when a device is asked for: a program that asks for none loads
// neither. No header and no library of CUDA is needed to build. Calls give CUDA's error number, 0 for success.

#include <stddef.h>
#include <stdint.h>

/// A card as the driver describes it; texts are ended by a zero.
struct cuda_device {
  /// Its number among the driver's.
  int ordinal;
  /// The architecture that kernels are compiled for: 8 and 0 for sm_80.
  int major, minor;
  /// Bytes of memory.
  uint64_t memory;
  /// The driver's version, a thousand times the first number and ten times the second.
  int driver;
  char name[256];
};

/// Loads the driver unless it is loaded already: 1 where it is there, whole, and has begun.
int cuda_load(void);

/// Describes the cards, no more than `capacity`, and gives their number.
int cuda_devices(struct cuda_device *devices, int capacity);

/// What an error number of the driver means, its name first; empty where the driver does not know it.
void cuda_error(int code, char *text, size_t size);

/// The compiler in a library, or in the one that the system has where `path` is null; null where it is not there or
/// not whole. It stays loaded.
const void *cuda_compiler(const char *path);

/// Compiles kernels for an architecture such as `sm_80`. Leaves what was made in `image`, to be let go of by
/// `cuda_release_image`, and what the compiler said in `log`.
int cuda_compile(
    const void *compiler, const char *source, const char *architecture, void **image, size_t *size, char *log,
    size_t log_size);
void cuda_release_image(void *image);

/// What an error number of the compiler means.
const char *cuda_compiler_error(const void *compiler, int code);

/// What kernels run in, which each call below makes the calling thread's own first.
int cuda_context(int ordinal, void **context);
void cuda_release_context(int ordinal);

/// Kernels that were compiled, and one of them by its name.
int cuda_module(void *context, const void *image, void **module);
int cuda_function(void *context, void *module, const char *name, void **function);
void cuda_release_module(void *context, void *module);

/// Memory of a card, known by its address there.
int cuda_buffer(void *context, size_t bytes, void **buffer);
void cuda_release_buffer(void *context, void *buffer);

/// Copies bytes to the card or back, and waits until that is done; a copy back waits for all kernels before.
int cuda_write(void *context, void *buffer, size_t place, size_t bytes, const void *from);
int cuda_read(void *context, void *buffer, size_t place, size_t bytes, void *into);

/// Has a kernel run for so many groups in three dimensions, each of `items` threads. Kernels run one after the other.
int cuda_run(void *context, void *function, const uint32_t groups[3], uint32_t items, void **arguments);
