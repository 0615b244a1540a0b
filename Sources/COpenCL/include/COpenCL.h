#pragma once
// OpenCL, looked for when a device is asked for: a program that asks for none does not load it, nor the drivers that it
// loads. Neither a header nor a library of OpenCL is needed to build. Handles are pointers; calls that can fail give
// OpenCL's error number, 0 for success.

#include <stddef.h>
#include <stdint.h>

/// A device as its driver describes it; texts are ended by a zero.
struct opencl_device {
  /// The driver's handle.
  void *handle;
  /// Whether it is a graphics processor.
  int is_gpu;
  /// Whether programs can be compiled for it, and it is ready.
  int is_usable;
  /// Bytes of memory, and of the largest piece of it.
  uint64_t memory, largest_buffer;
  /// Work-items in the largest work-group, and bytes that these share.
  uint64_t largest_group, shared_memory;
  char name[256];
  char platform[256];
  char version[256];
};

/// Loads the library unless it is loaded already: 1 where it is there and whole.
int opencl_load(void);

/// Describes the devices of all drivers, no more than `capacity`, and gives their number.
int opencl_devices(struct opencl_device *devices, int capacity);

/// What a program is built and run in; null where `error` says why not.
void *opencl_context(void *device, int *error);
void *opencl_queue(void *context, void *device, int *error);

/// A program that is built for a device; null where `error` says why not, with what the compiler said in `log`.
void *opencl_program(void *context, void *device, const char *source, int *error, char *log, size_t log_size);

/// A kernel of a program by its name.
void *opencl_kernel(void *program, const char *name, int *error);

/// Sets an argument of a kernel to a value of so many bytes; a buffer is a pointer to its handle.
int opencl_argument(void *kernel, uint32_t place, size_t size, const void *value);

/// Enqueues a kernel for so many groups in three dimensions, each of `items` work-items.
int opencl_run(void *queue, void *kernel, const size_t groups[3], size_t items);

/// Memory of a device.
void *opencl_buffer(void *context, size_t bytes, int *error);

/// Copies bytes to the device or back, and waits until that is done.
int opencl_write(void *queue, void *buffer, size_t place, size_t bytes, const void *from);
int opencl_read(void *queue, void *buffer, size_t place, size_t bytes, void *into);

/// Let go of what was made.
void opencl_release_buffer(void *buffer);
void opencl_release_kernel(void *kernel);
void opencl_release_program(void *program);
void opencl_release_queue(void *queue);
void opencl_release_context(void *context);
