#!/usr/bin/env python3
"""Has one kernel train, plot and answer messages for an hour, and looks at its memory once a minute.

The cells come round and round: trainings of several kinds, taken from a store too, figures in every format, long output,
mistakes, completion, inspection, an interrupt. After the first tenth of the time the memory must stay where it is, but for what
the session remembers of each cell.

    .build-python/bin/python Tests/Torture/soak.py --minutes 60
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Jupyter"))
from support import Client  # noqa: E402

OPENING = """d = load sketches count=256
v = load sketches count=64 split=validation
w = take v 3
model = autoencoder latent=16 width=4"""

CELLS = [
    "seed 0\nmodel = autoencoder latent=16 width=4\nlog = train model on=d validate=v watch=w epochs=2 shuffle=yes",
    "log = train model on=d validate=v epochs=1 batch=32 store=no\nlog",
    "m = autoencoder latent=4 width=2 bottleneck=variational\nl = train m on=d epochs=1 metrics=psnr validate=v store=no",
    "bad = autoencoder latent=4 width=2\nl = train bad on=d epochs=2 lr=1e30 store=no",
    "plot log save=loss.png\nplot log save=loss.svg\nplot log save=loss.pdf",
    "show w columns=3\nshow (log.watched) save=watched.png",
    "codes = encode model v\nscatter codes\nheatmap codes",
    "draw model",
    "r = reconstruct model v\nshow r limit=8 save=r.png\nevaluate model v",
    "for i in 1..2000\n    print {i}\nend",
    "save model \"m.safetensors\" optimizer=yes\nother = open model \"m.safetensors\"\nsave log \"l.json\"",
    "show log save=developing.gif",
    "no such command",
    "forget none",
    "vars",
    "help train",
]


def resident(pid):
    """The bytes that a process holds in memory."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=".build/release/darkroom")
    parser.add_argument("--minutes", type=float, default=60)
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="darkroom-soak-"))
    subprocess.run([options.program, "kernel", "install", "--prefix", folder], check=True, stdout=subprocess.DEVNULL)
    os.environ.update(
        JUPYTER_PATH=f"{folder}/share/jupyter", JUPYTER_RUNTIME_DIR=f"{folder}/runtime", DARKROOM_STORE=f"{folder}/store")
    os.chdir(folder)
    client = Client.start()
    draw = random.Random(1)
    start = last = time.monotonic()
    cells = failures = 0
    samples = []
    try:
        pid = client.manager.provisioner.process.pid
        client.run(OPENING)
        while time.monotonic() - start < 60 * options.minutes:
            outcome = client.run(draw.choice(CELLS))
            cells += 1
            failures += outcome.status == "error"
            if draw.random() < 0.1:
                client.reply(client.channels.complete("log = train mod", 15))
                client.reply(client.channels.inspect("train", 3))
            if draw.random() < 0.05:
                identifier = client.channels.execute("l = train model on=d epochs=1000000 store=no")
                time.sleep(0.3)
                client.ask("interrupt_request", {})
                client.outcome(identifier)
            if time.monotonic() - last >= 60 * options.minutes / 60:
                last = time.monotonic()
                samples.append((resident(pid), cells))
                print(f"{(last - start) / 60:5.1f} min  {cells} cells  {samples[-1][0] / 1e6:.1f} MB", flush=True)
    finally:
        client.close()
    settled = samples[len(samples) // 10:]
    part = max(1, len(settled) // 4)
    (first, began), (last, ended) = (min(settled[:part]), min(settled[-part:]))
    # What was entered is kept for as long as the session lasts.
    growth = (last - first) / max(1, ended - began)
    sizes = [size for size, _ in settled]
    print(
        f"{options.minutes:g} minutes, {cells} cells, {failures} of them mistakes: {min(sizes) / 1e6:.1f} to "
        f"{max(sizes) / 1e6:.1f} MB; the least of the last quarter is {growth:.0f} bytes a cell above that of the first")
    sys.exit(growth > 1000)


if __name__ == "__main__":
    main()
