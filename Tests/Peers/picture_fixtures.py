#!/usr/bin/env python3
"""Makes Tests/DatasetsTests/Fixtures/pictures.json: small picture files with the pixels that PIL reads in them, and
pictures that torchvision resized. Needs NumPy, Pillow, torch and torchvision.

    picture_fixtures.py

A file stands there as base64, with its pixels in colour and in grey, row by row; a resized picture is made of a formula
that the test knows too.
"""

import base64
import io
import json
import pathlib

import numpy
from PIL import Image, ImageOps
from torchvision import transforms

FILE = pathlib.Path(__file__).parents[1] / "DatasetsTests/Fixtures/pictures.json"


def formula(height, width, channels):
    """A picture that needs no file: waves, in whole numbers."""
    return numpy.array(
        [[[(row * row * 3 + column * 11 + channel * 37 + row * column) % 256 for channel in range(channels)]
          for column in range(width)] for row in range(height)], numpy.uint8)


def smooth(height, width, channels):
    rows, columns = numpy.mgrid[0:height, 0:width]
    return numpy.stack(
        [(20 + 9 * rows + 7 * columns + 40 * channel) % 256 for channel in range(channels)], 2).astype(numpy.uint8)


def text(array):
    return base64.b64encode(array.tobytes()).decode()


def entry(name, bytes_):
    """A file with what PIL reads in it; sixteen bits as v / 257, rounded."""
    picture = Image.open(io.BytesIO(bytes_))
    picture.load()
    picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):
        grey = numpy.rint(numpy.asarray(picture).astype(float) / 257).astype(numpy.uint8)
        colour = numpy.stack([grey] * 3, 2)
    else:
        colour, grey = (numpy.asarray(picture.convert(mode)) for mode in ("RGB", "L"))
    return {
        "name": name, "file": base64.b64encode(bytes_).decode(), "height": picture.height, "width": picture.width,
        "colour": text(colour), "grey": text(grey)}


def written(picture, kind, **options):
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def files():
    colour = Image.fromarray(smooth(9, 11, 3))
    see_through = Image.fromarray(smooth(9, 11, 4))
    grey, bitmap = colour.convert("L"), colour.convert("1")
    palette = colour.quantize(12)
    deep = Image.fromarray(smooth(9, 11, 1)[:, :, 0].astype(numpy.uint16) * 257 + 100)
    for sampling in range(3):
        yield f"JPEG sampled {sampling}", written(colour, "JPEG", subsampling=sampling, quality=85)
    yield "JPEG progressive", written(colour, "JPEG", progressive=True)
    yield "JPEG grey", written(grey, "JPEG")
    yield "JPEG of inks", written(Image.fromarray(smooth(9, 11, 4), "CMYK"), "JPEG")
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        yield f"JPEG orientation {orientation}", written(colour, "JPEG", exif=exif, quality=70)
    yield "WebP lossy", written(colour, "WEBP", quality=60)
    yield "WebP lossless", written(colour, "WEBP", lossless=True)
    yield "WebP see-through", written(see_through, "WEBP", lossless=True, exact=True)
    yield "WebP animation", written(
        colour, "WEBP", save_all=True, append_images=[colour.transpose(Image.Transpose.FLIP_LEFT_RIGHT)], lossless=True)
    for interlace in (0, 1):
        yield f"GIF interlaced {interlace}", written(palette, "GIF", interlace=interlace)
    yield "GIF transparent", written(palette, "GIF", transparency=2)
    yield "GIF animation", written(
        palette, "GIF", save_all=True, append_images=[palette.transpose(Image.Transpose.FLIP_LEFT_RIGHT)])
    for name, picture in {
            "colour": colour, "grey": grey, "palette": palette, "bitmap": bitmap, "see-through": see_through,
            "inks": colour.convert("CMYK"), "deep": deep}.items():
        yield f"TIFF {name}", written(picture, "TIFF", compression="tiff_lzw")
    for name, picture in {
            "colour": colour, "grey": grey, "palette": palette, "bitmap": bitmap, "see-through": see_through}.items():
        yield f"BMP {name}", written(picture, "BMP")
    for name, picture in {"PPM": colour, "PGM": grey, "PBM": bitmap, "PGM deep": deep}.items():
        yield name, written(picture, "PPM")
    yield "PPM as text", b"P3 # a comment\n2 1\n255\n255 0 7  1 2 3\n"
    # Two runs, a row that is given pixel by pixel, and the end; the palette is black, red, white and blue.
    head = b"BM" + (54 + 16 + 22).to_bytes(4, "little") + bytes(4) + (70).to_bytes(4, "little")
    head += (40).to_bytes(4, "little") + (5).to_bytes(4, "little") + (2).to_bytes(4, "little")
    head += (1).to_bytes(2, "little") + (8).to_bytes(2, "little") + (1).to_bytes(4, "little") + bytes(12)
    head += (4).to_bytes(4, "little") + bytes(4)
    palette_bytes = bytes([0, 0, 0, 0, 0, 0, 255, 0, 255, 255, 255, 0, 255, 0, 0, 0])
    yield "BMP in runs", head + palette_bytes + bytes([3, 1, 2, 2, 0, 0, 0, 5, 0, 1, 2, 3, 1, 0, 0, 0, 0, 1])


def resized():
    for height, width, wanted, how in [
            (20, 30, (7, 9), "stretch"), (9, 7, (20, 31), "stretch"), (32, 32, (28, 28), "stretch"),
            (5, 40, (16, 16), "stretch"), (33, 20, (16, 16), "cover"), (17, 40, (12, 12), "cover"),
            (21, 30, (8, 12), "crop"), (6, 9, (10, 8), "crop"), (7, 7, (12, 13), "crop")]:
        picture = Image.fromarray(formula(height, width, 3))
        steps = {
            "stretch": [transforms.Resize(wanted, antialias=True)],
            "cover": [transforms.Resize(wanted[0], antialias=True), transforms.CenterCrop(wanted)],
            "crop": [transforms.CenterCrop(wanted)]}[how]
        for step in steps:
            picture = step(picture)
        yield {
            "from": [height, width], "to": list(wanted), "how": how, "pixels": text(numpy.asarray(picture))}


contents = {"files": [entry(name, bytes_) for name, bytes_ in files()], "resized": list(resized())}
FILE.write_text(json.dumps(contents, indent=1) + "\n")
print(f"{FILE}: {len(contents['files'])} files, {len(contents['resized'])} resized, {FILE.stat().st_size} bytes")
