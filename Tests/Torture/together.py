#!/usr/bin/env python3
"""Has two programs train the same on one store at the same time, and compares what came of both with a run left alone.

In every other round one of the two is killed at a random moment and run again.

    python3 Tests/Torture/together.py --count 100
"""

import argparse
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

from kills import command, files, whole


def start(program, folder, name, draw):
    return subprocess.Popen(
        command(program, folder, folder / name, draw.randint(1, 2), draw.choice(["1ms", "20ms", "epoch"])),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=".build/release/darkroom")
    parser.add_argument("--count", type=int, default=100, help="rounds")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    expected, seconds = whole(options.program)
    killed = 0
    for number in range(options.count):
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            first = start(options.program, folder, "first", draw)
            time.sleep(draw.uniform(0, seconds))
            second = start(options.program, folder, "second", draw)
            if number % 2:
                time.sleep(draw.uniform(0, seconds))
                if first.poll() is None:
                    killed += 1
                first.send_signal(signal.SIGKILL)
                first.communicate()
                first = start(options.program, folder, "first", draw)
            for name, child in [("first", first), ("second", second)]:
                remarks = child.communicate(timeout=120)[1]
                if child.returncode != 0 or "warning" in remarks or files(folder / name) != expected:
                    sys.exit(f"round {number + 1}, the {name}: status {child.returncode}\n{remarks}")
            left = [path for path in (folder / "store").iterdir() if path.suffix not in (".safetensors", "")]
            if len(list((folder / "store").glob("*.safetensors"))) != 2 or (left and not number % 2):
                sys.exit(f"round {number + 1}: the store holds {sorted((folder / 'store').iterdir())}")
    print(f"{options.count} rounds of two programs on one store, one of them killed in {killed}: both came to the same bytes")


if __name__ == "__main__":
    main()
