#!/usr/bin/env python3
"""Trains the article's network with as many threads as there are cores and with twice as many, in turns.

    Tests/Peers/compare_threads.py [--rounds 4] [--threads 2,4] [--program .build/release/darkroom]

Says how many images a second each trains, as the median over the rounds, beside the first.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile

SCRIPT = """
training = load sketches count={images}
seed 0
model = autoencoder latent=200
log = train model on=training epochs=2 batch=64
save log "log.json"
"""


def images_per_second(program, threads, images):
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "threads.darkroom"
        script.write_text(SCRIPT.format(images=images))
        subprocess.run(
            [program, "run", "--quiet", "--store", "none", "--threads", str(threads), "--output", folder, str(script)], check=True)
        # The second epoch; the first one warms up.
        epoch = json.loads((pathlib.Path(folder) / "log.json").read_text())["epochs"][1]
        return images / epoch["training_seconds"]


def main():
    cores = len(os.sched_getaffinity(0))
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", default=".build/release/darkroom")
    arguments.add_argument("--threads", default=f"{cores},{2 * cores}")
    arguments.add_argument("--rounds", type=int, default=4)
    arguments.add_argument("--images", type=int, default=3200)
    a = arguments.parse_args()
    counts = [int(count) for count in a.threads.split(",")]
    speeds = {count: [] for count in counts}
    for turn in range(a.rounds):
        for count in counts if turn % 2 == 0 else counts[::-1]:
            speeds[count].append(images_per_second(a.program, count, a.images))
    first = statistics.median(speeds[counts[0]])
    for count in counts:
        median = statistics.median(speeds[count])
        print(f"{count} threads: {median:,.0f} images/s, {median / first:.2f} of {counts[0]} threads'")


if __name__ == "__main__":
    main()
