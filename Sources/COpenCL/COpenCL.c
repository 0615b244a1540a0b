#include "COpenCL.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

// What CL/cl.h says, whose numbers never change.
typedef int32_t code;
typedef uint32_t number;
typedef uint64_t bits;
enum {
  platform_name = 0x0902,
  device_type = 0x1000,
  device_largest_group = 0x1004,
  device_largest_buffer = 0x1010,
  device_memory = 0x101F,
  device_shared_memory = 0x1023,
  device_is_available = 0x1027,
  device_has_compiler = 0x1028,
  device_name = 0x102B,
  device_version = 0x102F,
  program_log = 0x1183,
  memory_read_write = 1,
  type_gpu = 1 << 2,
};
static const bits every_type = 0xFFFFFFFF;
enum { platforms_at_most = 16, devices_at_most = 32 };

static struct {
  code (*platforms)(number, void **, number *);
  code (*platform_info)(void *, number, size_t, void *, size_t *);
  code (*devices)(void *, bits, number, void **, number *);
  code (*device_info)(void *, number, size_t, void *, size_t *);
  void *(*context)(const intptr_t *, number, void *const *, void *, void *, code *);
  void *(*queue)(void *, void *, bits, code *);
  void *(*program)(void *, number, const char **, const size_t *, code *);
  code (*build)(void *, number, void *const *, const char *, void *, void *);
  code (*build_info)(void *, void *, number, size_t, void *, size_t *);
  void *(*kernel)(void *, const char *, code *);
  code (*argument)(void *, number, size_t, const void *);
  code (*run)(void *, void *, number, const size_t *, const size_t *, const size_t *, number, const void *, void *);
  void *(*buffer)(void *, bits, size_t, void *, code *);
  code (*write)(void *, void *, number, size_t, size_t, const void *, number, const void *, void *);
  code (*read)(void *, void *, number, size_t, size_t, void *, number, const void *, void *);
  code (*release_buffer)(void *), (*release_kernel)(void *), (*release_program)(void *), (*release_queue)(void *),
      (*release_context)(void *);
  int is_whole;
} opencl;

static void load(void) {
  static const char *const names[] = {
      "libOpenCL.so.1", "libOpenCL.so", "/System/Library/Frameworks/OpenCL.framework/OpenCL"};
  void *library = NULL;
  for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  const struct {
    const char *name;
    void *place;
  } calls[] = {
      {"clGetPlatformIDs", &opencl.platforms},
      {"clGetPlatformInfo", &opencl.platform_info},
      {"clGetDeviceIDs", &opencl.devices},
      {"clGetDeviceInfo", &opencl.device_info},
      {"clCreateContext", &opencl.context},
      {"clCreateCommandQueue", &opencl.queue},
      {"clCreateProgramWithSource", &opencl.program},
      {"clBuildProgram", &opencl.build},
      {"clGetProgramBuildInfo", &opencl.build_info},
      {"clCreateKernel", &opencl.kernel},
      {"clSetKernelArg", &opencl.argument},
      {"clEnqueueNDRangeKernel", &opencl.run},
      {"clCreateBuffer", &opencl.buffer},
      {"clEnqueueWriteBuffer", &opencl.write},
      {"clEnqueueReadBuffer", &opencl.read},
      {"clReleaseMemObject", &opencl.release_buffer},
      {"clReleaseKernel", &opencl.release_kernel},
      {"clReleaseProgram", &opencl.release_program},
      {"clReleaseCommandQueue", &opencl.release_queue},
      {"clReleaseContext", &opencl.release_context},
  };
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    void *call = dlsym(library, calls[i].name);
    if (!call) return;
    memcpy(calls[i].place, &call, sizeof call);
  }
  opencl.is_whole = 1;
}

int opencl_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return opencl.is_whole;
}

// A fact that the driver does not tell stays as it was: zero.
static void describe(void *platform, void *handle, struct opencl_device *device) {
  memset(device, 0, sizeof *device);
  device->handle = handle;
  bits type = 0;
  number is_available = 0, has_compiler = 0;
  size_t largest_group = 0;
  opencl.device_info(handle, device_type, sizeof type, &type, NULL);
  opencl.device_info(handle, device_is_available, sizeof is_available, &is_available, NULL);
  opencl.device_info(handle, device_has_compiler, sizeof has_compiler, &has_compiler, NULL);
  opencl.device_info(handle, device_largest_group, sizeof largest_group, &largest_group, NULL);
  opencl.device_info(handle, device_memory, sizeof device->memory, &device->memory, NULL);
  opencl.device_info(handle, device_largest_buffer, sizeof device->largest_buffer, &device->largest_buffer, NULL);
  opencl.device_info(handle, device_shared_memory, sizeof device->shared_memory, &device->shared_memory, NULL);
  opencl.device_info(handle, device_name, sizeof device->name - 1, device->name, NULL);
  opencl.device_info(handle, device_version, sizeof device->version - 1, device->version, NULL);
  opencl.platform_info(platform, platform_name, sizeof device->platform - 1, device->platform, NULL);
  device->largest_group = largest_group;
  device->is_gpu = (type & type_gpu) != 0;
  device->is_usable = is_available && has_compiler;
}

int opencl_devices(struct opencl_device *devices, int capacity) {
  if (!opencl_load()) return 0;
  void *platforms[platforms_at_most], *handles[devices_at_most];
  number platform_count = 0, count = 0;
  int found = 0;
  if (opencl.platforms(platforms_at_most, platforms, &platform_count) != 0) return 0;
  if (platform_count > platforms_at_most) platform_count = platforms_at_most;
  for (number p = 0; p < platform_count; p++) {
    if (opencl.devices(platforms[p], every_type, devices_at_most, handles, &count) != 0) continue;
    if (count > devices_at_most) count = devices_at_most;
    for (number d = 0; d < count && found < capacity; d++) describe(platforms[p], handles[d], &devices[found++]);
  }
  return found;
}

void *opencl_context(void *device, int *error) { return opencl.context(NULL, 1, &device, NULL, NULL, error); }

// In order: each kernel begins when the one before it has ended.
void *opencl_queue(void *context, void *device, int *error) { return opencl.queue(context, device, 0, error); }

void *opencl_program(void *context, void *device, const char *source, int *error, char *log, size_t log_size) {
  log[0] = 0;
  void *program = opencl.program(context, 1, &source, NULL, error);
  if (!program || *error) return NULL;
  *error = opencl.build(program, 1, &device, "-cl-std=CL1.2", NULL, NULL);
  if (*error == 0) return program;
  size_t written = 0;
  if (opencl.build_info(program, device, program_log, log_size, log, &written) != 0 || written == 0) log[0] = 0;
  log[log_size - 1] = 0;
  opencl.release_program(program);
  return NULL;
}

void *opencl_kernel(void *program, const char *name, int *error) { return opencl.kernel(program, name, error); }

int opencl_argument(void *kernel, uint32_t place, size_t size, const void *value) {
  return opencl.argument(kernel, place, size, value);
}

int opencl_run(void *queue, void *kernel, const size_t groups[3], size_t items) {
  const size_t all[3] = {groups[0] * items, groups[1], groups[2]}, local[3] = {items, 1, 1};
  return opencl.run(queue, kernel, 3, NULL, all, local, 0, NULL, NULL);
}

void *opencl_buffer(void *context, size_t bytes, int *error) {
  return opencl.buffer(context, memory_read_write, bytes, NULL, error);
}

int opencl_write(void *queue, void *buffer, size_t place, size_t bytes, const void *from) {
  return opencl.write(queue, buffer, 1, place, bytes, from, 0, NULL, NULL);
}

int opencl_read(void *queue, void *buffer, size_t place, size_t bytes, void *into) {
  return opencl.read(queue, buffer, 1, place, bytes, into, 0, NULL, NULL);
}

void opencl_release_buffer(void *buffer) { opencl.release_buffer(buffer); }
void opencl_release_kernel(void *kernel) { opencl.release_kernel(kernel); }
void opencl_release_program(void *program) { opencl.release_program(program); }
void opencl_release_queue(void *queue) { opencl.release_queue(queue); }
void opencl_release_context(void *context) { opencl.release_context(context); }
