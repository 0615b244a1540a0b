#!/usr/bin/env python3
"""Runs a script as one process and as several that share its trainings by MPI, and compares what they say and write.

With every MPI library that is installed beside its launcher, and with 1, 2, 3 and 4 processes, the files must be those
of the plain run, byte for byte; so must those of a Slurm job's steps. Then a process is killed, and the job must end within seconds and name it; a job that is
stopped leaves a checkpoint, from which another number of processes comes to the same files.

    python3 Tests/Cluster/mpi.py --program .build/release/darkroom
"""

import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import slurm

HERE = pathlib.Path(__file__).parent
LESSON = HERE / "lesson.darkroom"
LAUNCHERS = {
    # As root, and with more processes than processors.
    "openmpi": ["mpirun.openmpi", "--allow-run-as-root", "--oversubscribe"],
    "mpich": ["mpirun.mpich"],
}


class Failure(Exception):
    pass


def launcher(name, count):
    return LAUNCHERS[name] + ["-n", str(count)]


def command(program, folder, *options, script=LESSON):
    return [str(program), "run", str(script), "--output", str(folder / "output"), "--store", str(folder / "store"),
            "--threads", "1", *options]


def files(folder):
    """What was written, but for the seconds that trainings took."""
    found = {path.name: path.read_bytes() for path in sorted((folder / "output").iterdir())}
    return {name: re.sub(rb'"training_seconds": [^,}]*', b"", content) for name, content in found.items()}


def run(words, seconds=300):
    done = subprocess.run(words, capture_output=True, text=True, timeout=seconds)
    return done.returncode, done.stdout, done.stderr


def compare(name, expected, found):
    if sorted(expected) != sorted(found):
        raise Failure(f"{name}: the files {sorted(found)} where {sorted(expected)} were expected")
    for file, content in expected.items():
        if found[file] != content:
            raise Failure(f"{name}: {file} differs")


def processes(said):
    """The process numbers of a job's ranks, as the first rank tells them."""
    return {int(rank): int(process) for rank, process in re.findall(r"rank (\d+) is (\d+) on", said)}


def same_files(program, kind, expected, said):
    for count in 1, 2, 3, 4:
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            code, output, errors = run(launcher(kind, count) + command(program, folder, "--distributed"))
            if code != 0:
                raise Failure(f"{kind}, {count} processes: status {code}\n{errors}")
            compare(f"{kind}, {count} processes", expected, files(folder))
            if output.split() != said.split():
                raise Failure(f"{kind}, {count} processes say\n{output}\nwhere one says\n{said}")
            # What they kept one process takes.
            code, _, errors = run(command(program, folder))
            if code != 0 or errors.count("kept from") != 2:
                raise Failure(f"{kind}, {count} processes: one process does not take what they kept\n{errors}")
            print(f"{kind}: {count} processes write the same {len(expected)} files", flush=True)


def under_slurm(program, expected):
    """The steps of a Slurm job, which talk MPICH's protocol."""
    if slurm.missing() or not shutil.which("mpirun.mpich"):
        print("srun: not tried, as Slurm or MPICH is missing", flush=True)
        return
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        with slurm.Slurm(folder / "slurm", 2) as cluster:
            done = cluster.run("srun", "-n", "2", "--mpi=pmi2", *command(program, folder, "--distributed"))
            if done.returncode != 0:
                raise Failure(f"srun: status {done.returncode}\n{done.stderr}")
        compare("srun, 2 processes", expected, files(folder))
        print(f"srun: 2 processes write the same {len(expected)} files", flush=True)


def start(program, kind, count, folder, *options):
    """A job whose first training is long, and the process numbers of its ranks."""
    script = folder / "long.darkroom"
    script.write_text(LESSON.read_text().replace("watch=few epochs=2", "watch=few epochs=40"))
    errors = open(folder / "errors", "w+")
    child = subprocess.Popen(
        launcher(kind, count) + command(program, folder, "--distributed", "--checkpoint", "50ms", *options, script=script),
        stdout=subprocess.DEVNULL, stderr=errors, text=True, start_new_session=True)
    deadline = time.monotonic() + 60
    while True:
        said = (folder / "errors").read_text()
        if re.search(r"epoch +2/40", said) and any((folder / "store").glob("*.safetensors")):
            return script, child, processes(said)
        if child.poll() is not None or time.monotonic() > deadline:
            child.kill()
            raise Failure(f"{kind}: the job has not begun\n{said}")
        time.sleep(0.1)


def killed(program, kind, count=3):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        script, child, ranks = start(program, kind, count, folder)
        before = time.monotonic()
        os.kill(ranks[count - 1], signal.SIGKILL)
        try:
            code = child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            raise Failure(f"{kind}: the job goes on without one of its processes")
        seconds = time.monotonic() - before
        said = (folder / "errors").read_text()
        host = os.uname().nodename
        if code == 0 or host not in said or not re.search(r"rank 2|PID \d+ RUNNING", said):
            raise Failure(f"{kind}: the job does not say which process has ended\n{said}")
        print(f"{kind}: without rank {count - 1} the job ends after {seconds:.1f} s, with status {code}", flush=True)
        goes_on(program, kind, folder, script)


def stopped(program, kind, count=3):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        script, child, _ = start(program, kind, count, folder)
        child.send_signal(signal.SIGTERM)
        child.wait(timeout=30)
        goes_on(program, kind, folder, script)


def goes_on(program, kind, folder, script, count=2):
    """Another number of processes, and then one, go on from the checkpoint that a job left."""
    code, _, errors = run(launcher(kind, count) + command(program, folder, "--distributed", script=script))
    if code != 0 or "goes on at epoch" not in errors:
        raise Failure(f"{kind}: {count} processes do not go on\n{errors}")
    with tempfile.TemporaryDirectory() as place:
        plain = pathlib.Path(place)
        code, _, errors = run(command(program, plain, script=script))
        if code != 0:
            raise Failure(f"the plain run: status {code}\n{errors}")
        compare(f"{kind}, gone on", files(plain), files(folder))
    print(f"{kind}: {count} processes go on from the checkpoint, to the same files", flush=True)


def missing(program):
    """What is said where there is no launcher, or no library."""
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        code, _, errors = run(command(program, folder, "--distributed"))
        if code != 2 or "needs a launcher" not in errors:
            raise Failure(f"without a launcher: status {code}\n{errors}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--kind", choices=LAUNCHERS, action="append")
    arguments = parser.parse_args()
    program = arguments.program.resolve()
    kinds = arguments.kind or [kind for kind, words in LAUNCHERS.items() if shutil.which(words[0])]
    if not kinds:
        sys.exit("there is neither mpirun.openmpi nor mpirun.mpich: apt-get install openmpi-bin libopenmpi3 mpich")
    try:
        missing(program)
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            code, said, errors = run(command(program, folder))
            if code != 0:
                raise Failure(f"the plain run: status {code}\n{errors}")
            for kind in kinds:
                same_files(program, kind, files(folder), said)
            under_slurm(program, files(folder))
        for kind in kinds:
            killed(program, kind)
            stopped(program, kind)
    except Failure as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
