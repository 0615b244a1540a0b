#!/usr/bin/env python3
"""A script in shares: by hand with shares killed, under GNU parallel, in a Slurm array and under srun.

    shares.py [--program .build/release/darkroom] [--part processes,parallel,slurm] [--seed 0]

Whatever way its trainings were shared out, the run of the whole script afterwards must train nothing, print what one
process alone prints, and write the same bytes. Slurm runs on this one machine (slurm.py).
"""

import argparse
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import time

import slurm

HERE = pathlib.Path(__file__).resolve().parent
SCRIPT = HERE / "sweep.darkroom"
TRAININGS = 13


class Cluster:
    """Runs of one script in a folder, which share the store that a test makes anew."""

    def __init__(self, program, folder, seed):
        self.program, self.folder, self.draw = program, folder, random.Random(seed)
        self.single = self.run("single", store="none")

    def command(self, output, store, *words):
        return [self.program, "run", str(SCRIPT), "--threads", "1", "--output", str(self.folder / output), "--store",
                store if store == "none" else str(self.folder / store), *words]

    def run(self, output, *words, store):
        """Runs the script to its end; gives its output, its remarks, and its files by their names."""
        result = subprocess.run(self.command(output, store, *words), capture_output=True, text=True)
        if result.returncode:
            raise SystemExit(f"{words}: status {result.returncode}\n{result.stderr}")
        files = {path.name: path.read_bytes() for path in sorted((self.folder / output).iterdir())}
        return result.stdout, result.stderr, files

    def verify(self, name, store):
        """Holds a run of the whole against the single process's."""
        output, remarks, files = self.run(f"whole-{store}", store=store)
        kept = remarks.count("kept from ")
        differing = [each for each in self.single[2] if files.get(each) != self.single[2][each]]
        if (output, list(files), differing, kept) != (self.single[0], list(self.single[2]), [], TRAININGS):
            raise SystemExit(f"{name}: {kept} of {TRAININGS} trainings kept, other bytes in {differing}\n{remarks}")
        print(f"{name}: {len(files)} files and the output are those of one process", flush=True)

    def processes(self, count, kills):
        """So many shares at once, of which some are killed and begun again, one of them never, so that others steal."""
        store = f"store-{count}"
        running = {number: self.start(number, count, store) for number in range(1, count + 1)}
        for kill in range(kills):
            time.sleep(self.draw.uniform(0.2, 1.5))
            number = self.draw.choice(list(running))
            running[number].send_signal(signal.SIGKILL)
            running[number].wait()
            if kill:
                running[number] = self.start(number, count, store)
            else:
                del running[number]
        for number, process in running.items():
            _, errors = process.communicate()
            if process.returncode:
                raise SystemExit(f"share {number}/{count}: status {process.returncode}\n{errors}")
        if kills:
            # Whoever comes next takes over what the killed ones claimed.
            self.run(f"next-{store}", "--share", f"1/{count}", "--steal", store=store)
        self.verify(f"{count} shares, {kills} killed", store)

    def start(self, number, count, store):
        return subprocess.Popen(
            self.command(f"share-{store}-{number}", store, "--share", f"{number}/{count}", *(["--steal"] if count == 3 else [])),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def parallel(self):
        """GNU parallel, whose variables tell the number of a job, and a variable of ours how many there are."""
        words = self.command("share-parallel", "store-parallel", "--share", "auto/4")
        subprocess.run(
            ["parallel", "--will-cite", "-j", "4", "-N0", *words, ":::", "1", "2", "3", "4"], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.verify("GNU parallel", "store-parallel")

    def slurm(self):
        """A Slurm array, and steps of several processes in one."""
        with slurm.Slurm(self.folder / "slurm", processors=4) as cluster:
            for name, start, options in [
                    ("array", "", ["--array=0-3"]), ("steps", "srun --export=ALL ", ["--array=1-2", "--ntasks=2"])]:
                words = self.command(f"share-{name}", f"store-{name}", "--share", "auto")
                script = self.folder / f"{name}.sh"
                script.write_text(f"#!/bin/sh\n{start}{' '.join(words)}\n")
                cluster.batch(str(script), *options)
                self.verify(f"Slurm, {' '.join(options)}", f"store-{name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/release/darkroom")
    parser.add_argument("--part", default="processes,parallel,slurm")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    parts = options.part.split(",")
    with tempfile.TemporaryDirectory(prefix="darkroom-cluster-") as folder:
        # munge asks that its folder's parents can be entered by all.
        os.chmod(folder, 0o755)
        cluster = Cluster(str(pathlib.Path(options.program).resolve()), pathlib.Path(folder), options.seed)
        if "processes" in parts:
            for count, kills in [(1, 0), (3, 0), (3, 4), (16, 6)]:
                shutil.rmtree(pathlib.Path(folder) / f"store-{count}", ignore_errors=True)
                cluster.processes(count, kills)
        if "parallel" in parts:
            cluster.parallel()
        if "slurm" in parts:
            if missing := slurm.missing():
                raise SystemExit(f"slurm: {', '.join(missing)} not found; on Debian: apt-get install slurm-wlm munge")
            cluster.slurm()


if __name__ == "__main__":
    main()
