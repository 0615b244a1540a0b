#include "CCUDA.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What cuda.h says, whose numbers never change. A CUdevice is an int, a CUdeviceptr an integer of 64 bits.
typedef int code;
typedef int card;
typedef unsigned long long address;
enum { attribute_major = 75, attribute_minor = 76 };

static struct {
  code (*begin)(unsigned);
  code (*version)(int *);
  code (*count)(int *);
  code (*card)(card *, int);
  code (*name)(char *, int, card);
  code (*memory)(size_t *, card);
  code (*attribute)(int *, int, card);
  code (*retain)(void **, card);
  code (*release)(card);
  code (*use)(void *);
  code (*module)(void **, const void *);
  code (*release_module)(void *);
  code (*function)(void **, void *, const char *);
  code (*allocate)(address *, size_t);
  code (*free)(address);
  code (*write)(address, const void *, size_t);
  code (*read)(void *, address, size_t);
  code (*run)(
      void *, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, void *, void **, void **);
  code (*error_name)(code, const char **);
  code (*error_text)(code, const char **);
  int is_whole;
} cuda;

// The functions of a library by their names, each put into its place; 0 where one is missing.
struct call {
  const char *name;
  void *place;
};

static int find(void *library, const struct call *calls, size_t count) {
  for (size_t i = 0; i < count; i++) {
    void *call = dlsym(library, calls[i].name);
    if (!call) return 0;
    memcpy(calls[i].place, &call, sizeof call);
  }
  return 1;
}

static void load(void) {
  static const char *const names[] = {"libcuda.so.1", "libcuda.so"};
  void *library = NULL;
  for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  // cuda.h has some of them under names with a version behind.
  const struct call calls[] = {
      {"cuInit", &cuda.begin},
      {"cuDriverGetVersion", &cuda.version},
      {"cuDeviceGetCount", &cuda.count},
      {"cuDeviceGet", &cuda.card},
      {"cuDeviceGetName", &cuda.name},
      {"cuDeviceTotalMem_v2", &cuda.memory},
      {"cuDeviceGetAttribute", &cuda.attribute},
      {"cuDevicePrimaryCtxRetain", &cuda.retain},
      {"cuDevicePrimaryCtxRelease_v2", &cuda.release},
      {"cuCtxSetCurrent", &cuda.use},
      {"cuModuleLoadData", &cuda.module},
      {"cuModuleUnload", &cuda.release_module},
      {"cuModuleGetFunction", &cuda.function},
      {"cuMemAlloc_v2", &cuda.allocate},
      {"cuMemFree_v2", &cuda.free},
      {"cuMemcpyHtoD_v2", &cuda.write},
      {"cuMemcpyDtoH_v2", &cuda.read},
      {"cuLaunchKernel", &cuda.run},
      {"cuGetErrorName", &cuda.error_name},
      {"cuGetErrorString", &cuda.error_text},
  };
  if (!find(library, calls, sizeof calls / sizeof *calls)) return;
  cuda.is_whole = cuda.begin(0) == 0;
}

int cuda_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return cuda.is_whole;
}

int cuda_devices(struct cuda_device *devices, int capacity) {
  int count = 0, found = 0;
  if (!cuda_load() || cuda.count(&count) != 0) return 0;
  for (int ordinal = 0; ordinal < count && found < capacity; ordinal++) {
    struct cuda_device *device = &devices[found];
    card card;
    size_t memory = 0;
    memset(device, 0, sizeof *device);
    if (cuda.card(&card, ordinal) != 0 || cuda.memory(&memory, card) != 0) continue;
    if (cuda.attribute(&device->major, attribute_major, card) != 0) continue;
    if (cuda.attribute(&device->minor, attribute_minor, card) != 0) continue;
    cuda.name(device->name, sizeof device->name - 1, card);
    cuda.version(&device->driver);
    device->ordinal = ordinal;
    device->memory = memory;
    found++;
  }
  return found;
}

void cuda_error(int code, char *text, size_t size) {
  const char *name = NULL, *meaning = NULL;
  text[0] = 0;
  if (!cuda_load() || cuda.error_name(code, &name) != 0 || !name) return;
  if (cuda.error_text(code, &meaning) != 0) meaning = NULL;
  snprintf(text, size, "%s%s%s", name, meaning ? ": " : "", meaning ? meaning : "");
}

// The compiler, whose errors have numbers of their own.
struct compiler {
  code (*create)(void **, const char *, const char *, int, const char *const *, const char *const *);
  code (*compile)(void *, int, const char *const *);
  code (*log_size)(void *, size_t *);
  code (*log)(void *, char *);
  code (*image_size)(void *, size_t *);
  code (*image)(void *, char *);
  code (*destroy)(void **);
  const char *(*error)(code);
};

const void *cuda_compiler(const char *path) {
  static const char *const names[] = {"libnvrtc.so", "libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2"};
  void *library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
  for (size_t i = 0; !path && !library && i < sizeof names / sizeof *names; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return NULL;
  struct compiler *compiler = calloc(1, sizeof *compiler);
  if (!compiler) return NULL;
  const struct call calls[] = {
      {"nvrtcCreateProgram", &compiler->create},
      {"nvrtcCompileProgram", &compiler->compile},
      {"nvrtcGetProgramLogSize", &compiler->log_size},
      {"nvrtcGetProgramLog", &compiler->log},
      {"nvrtcGetCUBINSize", &compiler->image_size},
      {"nvrtcGetCUBIN", &compiler->image},
      {"nvrtcDestroyProgram", &compiler->destroy},
      {"nvrtcGetErrorString", &compiler->error},
  };
  if (find(library, calls, sizeof calls / sizeof *calls)) return compiler;
  free(compiler);
  return NULL;
}

static void keep_log(const struct compiler *compiler, void *program, char *log, size_t size) {
  size_t written = 0;
  if (compiler->log_size(program, &written) != 0 || written == 0) return;
  char *whole = malloc(written);
  if (!whole) return;
  if (compiler->log(program, whole) == 0) snprintf(log, size, "%.*s", (int)written, whole);
  free(whole);
}

int cuda_compile(
    const void *handle, const char *source, const char *architecture, void **image, size_t *size, char *log,
    size_t log_size) {
  const struct compiler *compiler = handle;
  void *program = NULL;
  char option[64];
  const char *const options[] = {option};
  *image = NULL;
  log[0] = 0;
  snprintf(option, sizeof option, "--gpu-architecture=%s", architecture);
  int error = compiler->create(&program, source, "kernels.cu", 0, NULL, NULL);
  if (error) return error;
  error = compiler->compile(program, 1, options);
  keep_log(compiler, program, log, log_size);
  if (!error) error = compiler->image_size(program, size);
  if (!error) {
    *image = malloc(*size > 0 ? *size : 1);
    // NVRTC_ERROR_OUT_OF_MEMORY
    error = *image ? compiler->image(program, *image) : 1;
  }
  if (error) {
    free(*image);
    *image = NULL;
  }
  compiler->destroy(&program);
  return error;
}

void cuda_release_image(void *image) { free(image); }

const char *cuda_compiler_error(const void *compiler, int code) {
  return ((const struct compiler *)compiler)->error(code);
}

int cuda_context(int ordinal, void **context) {
  card card;
  int error = cuda.card(&card, ordinal);
  return error ? error : cuda.retain(context, card);
}

void cuda_release_context(int ordinal) {
  card card;
  if (cuda.card(&card, ordinal) == 0) cuda.release(card);
}

int cuda_module(void *context, const void *image, void **module) {
  int error = cuda.use(context);
  return error ? error : cuda.module(module, image);
}

int cuda_function(void *context, void *module, const char *name, void **function) {
  int error = cuda.use(context);
  return error ? error : cuda.function(function, module, name);
}

void cuda_release_module(void *context, void *module) {
  if (cuda.use(context) == 0) cuda.release_module(module);
}

int cuda_buffer(void *context, size_t bytes, void **buffer) {
  address made = 0;
  int error = cuda.use(context);
  if (!error) error = cuda.allocate(&made, bytes);
  *buffer = (void *)(uintptr_t)made;
  return error;
}

void cuda_release_buffer(void *context, void *buffer) {
  if (cuda.use(context) == 0) cuda.free((address)(uintptr_t)buffer);
}

int cuda_write(void *context, void *buffer, size_t place, size_t bytes, const void *from) {
  int error = cuda.use(context);
  return error ? error : cuda.write((address)(uintptr_t)buffer + place, from, bytes);
}

int cuda_read(void *context, void *buffer, size_t place, size_t bytes, void *into) {
  int error = cuda.use(context);
  return error ? error : cuda.read(into, (address)(uintptr_t)buffer + place, bytes);
}

int cuda_run(void *context, void *function, const uint32_t groups[3], uint32_t items, void **arguments) {
  int error = cuda.use(context);
  if (error) return error;
  return cuda.run(function, groups[0], groups[1], groups[2], items, 1, 1, 0, NULL, arguments, NULL);
}
