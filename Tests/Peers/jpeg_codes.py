#!/usr/bin/env python3
"""Stores JPEG files with the standard's Huffman tables, and what `optimize=True` of Pillow's libjpeg-turbo makes of the
same pictures: Tests/DatasetsTests/Fixtures/jpeg-codes.json."""
import base64
import io
import json
import pathlib

import numpy
from PIL import Image

FILE = pathlib.Path(__file__).parent.parent / "DatasetsTests/Fixtures/jpeg-codes.json"


def picture(height, width, kind):
    rows, columns = numpy.mgrid[0:height, 0:width]
    if kind == "flat":
        return numpy.full((height, width, 3), 90, numpy.uint8)
    waves = [(20 + 9 * rows + 7 * columns + 40 * channel + rows * columns) % 256 for channel in range(3)]
    return numpy.stack(waves, 2).astype(numpy.uint8)


def written(image, optimize, quality, sampling):
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality, subsampling=sampling, optimize=optimize)
    return base64.b64encode(target.getvalue()).decode()


cases = []
for name, shape, kind, grey, quality, sampling in [
        ("colour, 4:2:0", (32, 32), "waves", False, 50, 2), ("colour, 4:4:4", (9, 11), "waves", False, 95, 0),
        ("colour, 4:2:0, odd sides", (33, 20), "waves", False, 10, 2), ("grey", (20, 33), "waves", True, 75, 0),
        ("flat", (16, 16), "flat", False, 75, 2), ("coarse", (40, 40), "waves", False, 1, 2)]:
    image = Image.fromarray(picture(*shape, kind))
    image = image.convert("L") if grey else image
    cases.append({
        "name": name, "standard": written(image, False, quality, sampling),
        "optimal": written(image, True, quality, sampling)})
FILE.write_text(json.dumps({"files": cases}, indent=1) + "\n")
print(f"{FILE}: {len(cases)} files, {FILE.stat().st_size} bytes")
