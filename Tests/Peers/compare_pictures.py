#!/usr/bin/env python3
"""Holds the pixels that `load images` reads beside PIL's and torchvision's.

    compare_pictures.py --program .build/release/darkroom pngsuite FOLDER
    compare_pictures.py --program .build/release/darkroom jpeg
    compare_pictures.py --program .build/release/darkroom formats
    compare_pictures.py --program .build/release/darkroom resize

`pngsuite` reads every file of Willem van Schaik's PngSuite: the valid ones equal PIL's `convert("RGB")` and
`convert("L")`, transparency dropped as PIL drops it, and the damaged ones, whose names begin with x, are refused.
`jpeg` makes 300 files with PIL: samplings, progressive, grey, CMYK, orientations, cut short. `formats` makes WebP, GIF,
TIFF, BMP and PPM files of all kinds that PIL writes. `resize` compares with `Resize(antialias=True)` and `CenterCrop`.
Needs NumPy, Pillow and, for `resize`, torch and torchvision.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import numpy
from PIL import Image, ImageOps


def darkroom(program, jobs, folder):
    """The pixels of each job, a path and options of `load images`; None where the file is refused."""
    found = []
    for number, (path, options) in enumerate(jobs):
        script = folder / f"{number}.darkroom"
        out = folder / f"{number}.npy"
        script.write_text(f'a = load images path="{path}" {options}\nsave a "{out}"\n')
    for start in range(0, len(jobs), 1):
        script = folder / f"{start}.darkroom"
        run = subprocess.run([program, "run", str(script), "--quiet"], capture_output=True, text=True)
        out = folder / f"{start}.npy"
        if run.returncode != 0 or not out.exists():
            found.append(run.stderr.strip() or "no output")
            continue
        values = numpy.load(out)
        found.append(numpy.rint((values * 0.5 + 0.5) * 255).astype(int))
    return found


def channels_last(images):
    return images[0].transpose(1, 2, 0)


def peer(path, mode, turned=True):
    picture = Image.open(path)
    picture.load()
    if turned:
        picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):
        # PIL cuts sixteen bits off at 255 here; v / 257 is what they stand for.
        pixels = numpy.rint(numpy.asarray(picture).astype(float) / 257).astype(int)
        pixels = numpy.stack([pixels] * (3 if mode == "RGB" else 1), 2)
    else:
        pixels = numpy.asarray(picture.convert(mode)).astype(int)
    return pixels if pixels.ndim == 3 else pixels[:, :, None]


def compare(program, files, allows, options="alpha=drop"):
    """Compares files with PIL, in colour and in grey; returns what differs by more than is allowed."""
    wrong = []
    worst = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        jobs = [(path, f"{options} channels={channels}") for path in files for channels in ("colour", "grey")]
        results = darkroom(program, jobs, folder)
        for (path, asked), result in zip(jobs, results):
            mode = "RGB" if asked.endswith("colour") else "L"
            try:
                expected = peer(path, mode)
            except Exception as error:
                expected = None
                if not isinstance(result, str):
                    wrong.append((path.name, mode, f"PIL refuses it ({error}), and it was read"))
                continue
            if isinstance(result, str):
                wrong.append((path.name, mode, result[-200:]))
                continue
            got = channels_last(result)
            if got.shape != expected.shape:
                wrong.append((path.name, mode, f"{got.shape} instead of {expected.shape}"))
                continue
            difference = int(abs(got - expected).max())
            worst = max(worst, difference)
            if difference > allows(path):
                wrong.append((path.name, mode, f"differs by {difference}"))
    return wrong, worst


def report(what, count, wrong, worst):
    for name, mode, reason in wrong:
        print(f"  {name} as {mode}: {reason}")
    print(f"{what}: {count} files, {len(wrong)} of {2 * count} readings wrong, the largest difference of the others {worst}")
    return not wrong


def pngsuite(program, folder):
    files = sorted(pathlib.Path(folder).glob("*.png"))
    valid = [path for path in files if not path.name.startswith("x")]
    damaged = [path for path in files if path.name.startswith("x")]
    # PIL keeps the upper byte of sixteen bits of colour; v / 257, rounded, may be one less.
    wrong, worst = compare(program, valid, lambda path: 1 if path.name[4:8] in ("2c16", "4a16", "6a16") else 0)
    good = report("PngSuite", len(valid), wrong, worst)
    with tempfile.TemporaryDirectory() as name:
        results = darkroom(program, [(path, "") for path in damaged], pathlib.Path(name))
    read = [path.name for path, result in zip(damaged, results) if not isinstance(result, str) or path.name not in result]
    print(f"of {len(damaged)} damaged files {len(damaged) - len(read)} are refused by name" + (f"; read: {read}" if read else ""))
    return good and not read


def noise(draw, height, width, channels):
    """A smooth picture with some noise, as photographs are."""
    rows, columns = numpy.mgrid[0:height, 0:width]
    planes = [
        127 + 100 * numpy.sin(rows / draw.uniform(2, 9) + columns / draw.uniform(2, 9) + draw.uniform(0, 6))
        for _ in range(channels)]
    return numpy.clip(numpy.stack(planes, 2) + draw.normal(0, 8, (height, width, channels)), 0, 255).astype(numpy.uint8)


def jpeg(program):
    draw = numpy.random.default_rng(1)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = []
        for number in range(300):
            height, width = int(draw.integers(1, 80)), int(draw.integers(1, 80))
            kind = number % 6
            path = folder / f"{number:03}.jpg"
            options = {"quality": int(draw.integers(30, 100)), "progressive": bool(draw.integers(2))}
            if kind == 0:
                picture = Image.fromarray(noise(draw, height, width, 1)[:, :, 0])
            elif kind == 1:
                picture = Image.fromarray(noise(draw, height, width, 4), "CMYK")
            else:
                picture = Image.fromarray(noise(draw, height, width, 3))
                options["subsampling"] = int(draw.integers(3))
            if kind >= 4:
                exif = Image.Exif()
                exif[0x0112] = number // 6 % 8 + 1
                options["exif"] = exif
            picture.save(path, **options)
            if kind == 5 and number % 12 == 5:
                bytes_ = path.read_bytes()
                path.write_bytes(bytes_[: len(bytes_) * 2 // 3])
            files.append(path)
        wrong, worst = compare(program, files, lambda path: 1)
        return report("JPEG", len(files), wrong, worst)


def formats(program):
    draw = numpy.random.default_rng(2)
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        colour = Image.fromarray(noise(draw, 37, 45, 3))
        see_through = Image.fromarray(noise(draw, 37, 45, 4))
        grey = colour.convert("L")
        palette = colour.quantize(60)
        bitmap = grey.convert("1")
        deep = Image.fromarray((noise(draw, 37, 45, 1)[:, :, 0].astype(numpy.uint16) * 257))
        made = []

        def save(what, picture, **options):
            path = folder / what
            picture.save(path, **options)
            made.append(path)

        for lossless in (False, True):
            save(f"{lossless}.webp", colour, lossless=lossless, quality=80)
            save(f"{lossless}-a.webp", see_through, lossless=lossless, exact=True)
        save("animation.webp", colour, save_all=True, append_images=[colour.transpose(0)], lossless=True)
        for number, picture in enumerate([palette, grey, bitmap]):
            for interlace in (0, 1):
                save(f"{number}-{interlace}.gif", picture, interlace=interlace)
        save("animation.gif", palette, save_all=True, append_images=[palette.transpose(0)])
        save("transparent.gif", palette, transparency=3)
        for number, picture in enumerate([colour, grey, palette, bitmap, see_through, colour.convert("CMYK"), deep]):
            for compression in (None, "tiff_lzw", "tiff_adobe_deflate", "packbits"):
                save(f"{number}-{compression}.tiff", picture, compression=compression)
        save("jpeg.tiff", colour, compression="jpeg")
        for number, picture in enumerate([colour, grey, palette, bitmap, see_through]):
            save(f"{number}.bmp", picture)
        for ending, picture in (("ppm", colour), ("pgm", grey), ("pbm", bitmap), ("deep.pgm", deep)):
            save(f"picture.{ending}", picture)
        for ending in ("webp", "gif", "tiff", "bmp", "ppm", "pgm", "pbm"):
            files = [path for path in made if path.name.endswith(ending)]
            wrong, worst = compare(program, files, lambda path: 1)
            good &= report(ending, len(files), wrong, worst)
    return good


def resize(program):
    from torchvision import transforms

    draw = numpy.random.default_rng(3)
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        jobs, expected = [], []
        for number in range(60):
            height, width = int(draw.integers(5, 150)), int(draw.integers(5, 150))
            picture = Image.fromarray(noise(draw, height, width, 3))
            path = folder / f"{number}.png"
            picture.save(path)
            side, other = int(draw.integers(4, 70)), int(draw.integers(4, 70))
            stretch = transforms.Resize((side, other), antialias=True)
            jobs.append((path, f"size={side}x{other}"))
            expected.append(numpy.asarray(stretch(picture)).astype(int))
            jobs.append((path, f"size={side}x{side} fit=cover"))
            expected.append(
                numpy.asarray(transforms.CenterCrop(side)(transforms.Resize(side, antialias=True)(picture))).astype(int))
            jobs.append((path, f"size={side}x{other} crop=centre"))
            expected.append(numpy.asarray(transforms.CenterCrop((side, other))(picture)).astype(int))
        results = darkroom(program, jobs, folder)
        worst = 0
        for (path, options), result, wanted in zip(jobs, results, expected):
            if isinstance(result, str):
                print(f"  {path.name} {options}: {result[-200:]}")
                good = False
                continue
            difference = int(abs(channels_last(result) - wanted).max())
            worst = max(worst, difference)
            if difference > 1:
                print(f"  {path.name} {options}: differs by {difference}")
                good = False
        print(f"resizing: {len(jobs)} pictures, the largest difference {worst}")
    return good


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--program", default=".build/release/darkroom")
parser.add_argument("what", choices=["pngsuite", "jpeg", "formats", "resize"])
parser.add_argument("folder", nargs="?")
arguments = parser.parse_args()
tried = {"pngsuite": lambda: pngsuite(arguments.program, arguments.folder), "jpeg": lambda: jpeg(arguments.program),
         "formats": lambda: formats(arguments.program), "resize": lambda: resize(arguments.program)}
sys.exit(0 if tried[arguments.what]() else 1)
