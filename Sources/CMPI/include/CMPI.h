#pragma once

// An MPI library, loaded when a job of several processes begins: Open MPI, or one with MPICH's binary interface. Their
// handles differ, pointers to symbols in one and numbers in the other, and nothing but bytes is sent, so that a few calls
// are all that is needed.

#include <stdint.h>

/// How the loading of a library ended.
enum mpi_loading { mpi_loaded = 0, mpi_not_found = 1, mpi_unknown = 2 };

/// Loads a library by its name or path, unless one is loaded already.
enum mpi_loading mpi_load(const char *name);

/// Joins the job that a launcher started; 0 where that succeeded. Only the thread that calls it may call what follows.
int mpi_begin(void);

/// This process's number in the job, and how many there are.
int mpi_rank(void);
int mpi_size(void);

/// The name of this process's host, ended by a zero, in a buffer of 1024 bytes.
void mpi_host(char *name);

/// Begins to send or to receive bytes; `request` tells the transfer from others, and the bytes stay where they are until
/// `mpi_is_done` says so. 0 where that succeeded.
int mpi_send(const void *bytes, int count, int to, int tag, uintptr_t *request);
int mpi_receive(void *bytes, int count, int from, int tag, uintptr_t *request);

/// Whether a transfer is complete; a request that is complete is no more.
int mpi_is_done(uintptr_t *request);

/// The process from which a message with a tag waits to be received; negative where there is none.
int mpi_waiting(int tag);

/// Leaves the job, once all others do.
void mpi_end(void);

/// Ends the whole job.
void mpi_abort(int status);
