#include "CMPI.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

// Handles are passed in a register each, as wide as a pointer: MPICH, whose handles are whole numbers, reads its lower half.
typedef uintptr_t handle;

// MPICH's status begins with a count of two numbers, Open MPI's with the source; both are shorter than this.
typedef struct {
  int fields[32];
} status;

static struct {
  int (*init)(int *, char ***);
  int (*finalize)(void);
  int (*rank)(handle, int *);
  int (*size)(handle, int *);
  int (*host)(char *, int *);
  int (*send)(const void *, int, handle, int, int, handle, handle *);
  int (*receive)(void *, int, handle, int, int, handle, handle *);
  int (*test)(handle *, int *, void *);
  int (*probe)(int, int, handle, int *, void *);
  int (*abort)(handle, int);
  handle world, byte;
  void *no_status;
  int any_source, source_field;
  int is_loaded;
} mpi;

enum mpi_loading mpi_load(const char *name) {
  if (mpi.is_loaded) return mpi_loaded;
  // The library's own plug-ins look its symbols up among those of the program.
  void *library = dlopen(name, RTLD_NOW | RTLD_GLOBAL);
  if (!library) return mpi_not_found;
  mpi.init = (int (*)(int *, char ***))dlsym(library, "MPI_Init");
  mpi.finalize = (int (*)(void))dlsym(library, "MPI_Finalize");
  mpi.rank = (int (*)(handle, int *))dlsym(library, "MPI_Comm_rank");
  mpi.size = (int (*)(handle, int *))dlsym(library, "MPI_Comm_size");
  mpi.host = (int (*)(char *, int *))dlsym(library, "MPI_Get_processor_name");
  mpi.send = (int (*)(const void *, int, handle, int, int, handle, handle *))dlsym(library, "MPI_Isend");
  mpi.receive = (int (*)(void *, int, handle, int, int, handle, handle *))dlsym(library, "MPI_Irecv");
  mpi.test = (int (*)(handle *, int *, void *))dlsym(library, "MPI_Test");
  mpi.probe = (int (*)(int, int, handle, int *, void *))dlsym(library, "MPI_Iprobe");
  mpi.abort = (int (*)(handle, int))dlsym(library, "MPI_Abort");
  int has_calls = mpi.init && mpi.finalize && mpi.rank && mpi.size && mpi.host && mpi.send && mpi.receive && mpi.test;
  if (!has_calls || !mpi.probe || !mpi.abort) return mpi_unknown;
  void *world = dlsym(library, "ompi_mpi_comm_world"), *byte = dlsym(library, "ompi_mpi_byte");
  if (world && byte) {
    mpi.world = (handle)world;
    mpi.byte = (handle)byte;
    mpi.no_status = NULL;
    mpi.any_source = -1;
    mpi.source_field = 0;
  } else {
    // The numbers of the interface that MPICH, Intel MPI and others share since 2014, and no other library that has none of
    // Open MPI's symbols.
    int (*version)(char *, int *) = (int (*)(char *, int *))dlsym(library, "MPI_Get_library_version");
    if (!version || dlsym(library, "MPI_ABI_Get_version")) return mpi_unknown;
    mpi.world = 0x44000000;
    mpi.byte = 0x4c00010d;
    mpi.no_status = (void *)1;
    mpi.any_source = -2;
    mpi.source_field = 2;
  }
  mpi.is_loaded = 1;
  return mpi_loaded;
}

int mpi_begin(void) {
  // Open MPI announces a long message over TCP, and sends it once the other side has answered and this one has come by to
  // hear it: two ways over the network and more. Ours have somebody waiting, and go at once, unless somebody says otherwise.
  setenv("OMPI_MCA_btl_tcp_eager_limit", "4194304", 0);
  return mpi.init(NULL, NULL);
}

int mpi_rank(void) {
  int rank = 0;
  mpi.rank(mpi.world, &rank);
  return rank;
}

int mpi_size(void) {
  int size = 1;
  mpi.size(mpi.world, &size);
  return size;
}

void mpi_host(char *name) {
  int length = 0;
  memset(name, 0, 1024);
  mpi.host(name, &length);
  name[1023] = 0;
}

int mpi_send(const void *bytes, int count, int to, int tag, uintptr_t *request) {
  *request = 0;
  return mpi.send(bytes, count, mpi.byte, to, tag, mpi.world, request);
}

int mpi_receive(void *bytes, int count, int from, int tag, uintptr_t *request) {
  *request = 0;
  return mpi.receive(bytes, count, mpi.byte, from, tag, mpi.world, request);
}

int mpi_is_done(uintptr_t *request) {
  int is_done = 0;
  mpi.test(request, &is_done, mpi.no_status);
  return is_done;
}

int mpi_waiting(int tag) {
  status found;
  int is_there = 0;
  memset(&found, 0, sizeof found);
  mpi.probe(mpi.any_source, tag, mpi.world, &is_there, &found);
  if (!is_there) return -1;
  return found.fields[mpi.source_field];
}

void mpi_end(void) { mpi.finalize(); }

void mpi_abort(int status) { mpi.abort(mpi.world, status); }
