#!/usr/bin/env python3
"""Ends trainings at random moments, runs each again to its end, and compares what came of it with a run left alone.

Every round has a store of its own. A run is ended by a signal at a random moment, run again, perhaps ended again, until
one comes to its end; its files must be those of the run that was never ended, byte for byte. Checkpoints are written so
often that many signals fall into the writing of one.

    python3 Tests/Torture/kills.py --count 1000 --signal KILL
"""

import argparse
import collections
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
LESSON = HERE / "lesson.darkroom"
KINDS = ["runs", "ended", "ended while writing", "went on", "kept"]
STATUS = {"KILL": -signal.SIGKILL, "INT": 130, "TERM": 143, "HUP": 129}


def command(program, folder, output, threads, checkpoint):
    return [
        program, "run", LESSON, "--store", folder / "store", "--output", output, "--threads", str(threads),
        "--checkpoint", checkpoint,
    ]


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def unfinished(folder):
    """The temporary files that an ended run left, in the store or beside what it writes."""
    return [path for path in folder.rglob("*.part")]


class Failure(Exception):
    pass


def one_round(program, expected, seconds, name, draw, counts):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        output = folder / "output"
        again = True
        while True:
            threads = draw.randint(1, 3)
            checkpoint = draw.choice(["1ms", "5ms", "20ms", "epoch"])
            child = subprocess.Popen(
                command(program, folder, output, threads, checkpoint), stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, text=True)
            if again:
                time.sleep(draw.uniform(0, seconds))
                child.send_signal(getattr(signal, f"SIG{name}"))
            remarks = child.communicate(timeout=120)[1]
            counts["runs"] += 1
            counts["went on"] += remarks.count("goes on at epoch")
            counts["kept"] += remarks.count("kept from")
            if unfinished(folder):
                counts["ended while writing"] += 1
            if child.returncode == 0:
                break
            # Before it listens, a signal ends the program as it ends any other.
            if child.returncode not in (STATUS[name], -getattr(signal, f"SIG{name}")):
                raise Failure(f"the run ended with {child.returncode}:\n{remarks}")
            if "warning" in remarks:
                raise Failure(remarks)
            counts["ended"] += 1
            again = draw.random() < 0.5
        found = files(output)
        if found != expected:
            different = [file for file in expected if found.get(file) != expected[file]]
            raise Failure(f"other bytes in {', '.join(different)}")


def whole(program):
    """What comes of a run that is left alone, and how long it takes: the least of three."""
    times = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            start = time.monotonic()
            subprocess.run(command(program, folder, folder / "output", 2, "1ms"), check=True, capture_output=True)
            times.append(time.monotonic() - start)
            expected = files(folder / "output")
    return expected, min(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=".build/release/darkroom")
    parser.add_argument("--count", type=int, default=1000, help="rounds")
    parser.add_argument("--signal", choices=STATUS, default="KILL")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(f"{options.signal} {options.seed}")
    expected, seconds = whole(options.program)
    counts = collections.Counter()
    for number in range(options.count):
        try:
            one_round(options.program, expected, seconds, options.signal, draw, counts)
        except Failure as failure:
            sys.exit(f"round {number + 1} of SIG{options.signal}, seed {options.seed}: {failure}")
        if number + 1 == options.count or (number + 1) % 100 == 0:
            told = ", ".join(f"{counts[name]} {name}" for name in KINDS)
            print(f"{number + 1} rounds of SIG{options.signal}: {told}; every one came to the same bytes", flush=True)


if __name__ == "__main__":
    main()
