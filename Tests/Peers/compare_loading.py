#!/usr/bin/env python3
"""Times `load images` beside torchvision's ImageFolder with a DataLoader of two workers, by turns, on a folder of JPEG files.

    compare_loading.py --program .build/release/darkroom --count 20000 --side 64 --pairs 3

The folder is made in a temporary place, ten classes of noise-like pictures, and read once before anything is timed.
Needs NumPy, Pillow, torch and torchvision.
"""

import argparse
import pathlib
import statistics
import subprocess
import tempfile
import time

import numpy
import torch
from PIL import Image
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.datasets import ImageFolder

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--program", default=".build/release/darkroom")
parser.add_argument("--count", type=int, default=20_000)
parser.add_argument("--side", type=int, default=64)
parser.add_argument("--pairs", type=int, default=3)
parser.add_argument("--size", type=int, help="resize to this side, both of them")
arguments = parser.parse_args()

with tempfile.TemporaryDirectory() as name:
    root = pathlib.Path(name) / "photos"
    draw = numpy.random.default_rng(0)
    rows, columns = numpy.mgrid[0:arguments.side, 0:arguments.side]
    for label in range(10):
        (root / f"class{label}").mkdir(parents=True)
    for number in range(arguments.count):
        waves = [127 + 90 * numpy.sin(rows / draw.uniform(3, 20) + columns / draw.uniform(3, 20)) for _ in range(3)]
        pixels = numpy.clip(numpy.stack(waves, 2) + draw.normal(0, 8, (arguments.side, arguments.side, 3)), 0, 255)
        Image.fromarray(pixels.astype(numpy.uint8)).save(root / f"class{number % 10}/{number:06}.jpg", quality=85)
    script = pathlib.Path(name) / "load.darkroom"
    size = f" size={arguments.size}" if arguments.size else ""
    script.write_text(f'photos = load images path="{root}"{size}\n')
    steps = [transforms.ToTensor(), transforms.Normalize([0.5] * 3, [0.5] * 3)]
    if arguments.size:
        steps.insert(0, transforms.Resize((arguments.size, arguments.size), antialias=True))

    def ours():
        start = time.monotonic()
        subprocess.run([arguments.program, "run", "--quiet", str(script)], check=True)
        return time.monotonic() - start

    def theirs():
        start = time.monotonic()
        loader = DataLoader(ImageFolder(root, transforms.Compose(steps)), batch_size=64, num_workers=2)
        images = torch.cat([batch for batch, _ in loader])
        assert len(images) == arguments.count
        return time.monotonic() - start

    subprocess.run([arguments.program, "run", "--quiet", str(script)], check=True)
    theirs()
    pairs = []
    for _ in range(arguments.pairs):
        pairs.append((ours(), theirs()))
        print(f"Darkroom {pairs[-1][0]:.2f} s, torchvision {pairs[-1][1]:.2f} s, {pairs[-1][1] / pairs[-1][0]:.2f} times")
    print(f"median ratio {statistics.median(theirs / ours for ours, theirs in pairs):.2f}")
