"""Starts processes so that none outlives the tests, however these end."""

import contextlib
import ctypes
import os
import signal

import psutil

SET_PARENT_DEATH_SIGNAL, SET_CHILD_SUBREAPER = 1, 36
LIBC = ctypes.CDLL(None)


def adopt_orphans():
    """Makes this process the parent of every descendant whose own parent ends."""
    LIBC.prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_with_parent():
    """Has the calling process, just forked, asked to end when its parent does; a `preexec_fn`."""
    LIBC.prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)


@contextlib.contextmanager
def descendants_ended():
    """Ends every process that was started within, grandchildren and orphans too."""
    before = set(psutil.Process().children(recursive=True))
    try:
        yield
    finally:
        while left := set(psutil.Process().children(recursive=True)) - before:
            for process in left:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            # Those whose parents have ended are children of this process by the next turn.
            for process in set(psutil.Process().children()) - before:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(process.pid, 0)
