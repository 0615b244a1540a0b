#!/usr/bin/env python3
"""Writes the small data files that Tests/DatasetsTests reads, as NumPy and SciPy write them, and the fuzzer's first inputs.

    Tests/Peers/dataset_files.py      # needs numpy and scipy

Pixel (image, channel, row, column) of each array of two images of 3x2x4 is (24 image + 8 channel + 4 row + column) * 5.
"""

import io
import pathlib
import struct

import numpy as np
import scipy.io
from numpy.lib import format as npy

tests = pathlib.Path(__file__).resolve().parent.parent
fixtures = tests / "DatasetsTests" / "Fixtures"
corpora = tests / "Fuzz" / "Corpora"
fixtures.mkdir(exist_ok=True)

pixels = (np.arange(48, dtype=np.uint8) * 5).reshape(2, 3, 2, 4)
signed = (pixels.astype(np.float32) / 255 - 0.5) / 0.5
arrays = {
    "uint8": pixels,
    "fortran": np.asfortranarray(pixels),
    "channels-last": np.ascontiguousarray(pixels.transpose(0, 2, 3, 1)),
    "channels-last-fortran": np.asfortranarray(pixels.transpose(0, 2, 3, 1)),
    "grey": pixels[:, 0],
    "float32-signed": signed,
    "float32-signed-big": signed.astype(">f4"),
    "float64-unit": pixels / 255.0,
    "float16-unit": (pixels / 255.0).astype(np.float16),
    "float32-byte": pixels.astype(np.float32),
    "int16": pixels.astype(np.int16),
    "int64-big": pixels.astype(">i8"),
    "uint32": pixels.astype(np.uint32),
    "bool": pixels > 100,
}
for name, array in arrays.items():
    np.save(fixtures / f"{name}.npy", array)
for version in [(2, 0), (3, 0)]:
    with open(fixtures / f"version-{version[0]}.npy", "wb") as file:
        npy.write_array(file, pixels, version=version)
np.save(fixtures / "labels.npy", np.array([2, 0]))

np.savez_compressed(fixtures / "packed.npz", x_train=pixels, y_train=np.array([1, 0], np.uint8), x_test=pixels[::-1],
                    y_test=np.array([0, 1], np.uint8))
np.savez(fixtures / "stored.npz", images=pixels)

# SVHN's arrays: rows run fastest, and 10 stands for the digit 0.
house = np.zeros((32, 32, 3, 2), np.uint8)
for image in range(2):
    for channel in range(3):
        house[:, :, channel, image] = 100 * image + 30 * channel + np.arange(32)[:, None]
house[0, 5] = 255
for name, packed in [("svhn.mat", True), ("svhn-unpacked.mat", False)]:
    scipy.io.savemat(fixtures / name, {"X": house, "y": np.array([[10], [3]], np.uint8)}, do_compression=packed)
# The date and the system in a head change from run to run.
for name in ["svhn.mat", "svhn-unpacked.mat"]:
    bytes_ = bytearray((fixtures / name).read_bytes())
    bytes_[0:116] = b"MATLAB 5.0 MAT-file".ljust(116)
    (fixtures / name).write_bytes(bytes_)

for folder, names in {
    "npy": ["uint8.npy", "fortran.npy", "float32-signed-big.npy", "version-2.npy"],
    "npz": ["packed.npz", "stored.npz"],
}.items():
    (corpora / folder).mkdir(exist_ok=True)
    for name in names:
        (corpora / folder / name).write_bytes((fixtures / name).read_bytes())
(corpora / "mat").mkdir(exist_ok=True)
for packed in [True, False]:
    file = io.BytesIO()
    scipy.io.savemat(file, {"X": np.arange(6, dtype=np.uint8).reshape(1, 2, 3), "name": "text", "y": np.array([[1.0]])},
                     do_compression=packed)
    (corpora / "mat" / ("packed.mat" if packed else "plain.mat")).write_bytes(
        b"MATLAB 5.0 MAT-file".ljust(116) + file.getvalue()[116:])
(corpora / "idx").mkdir(exist_ok=True)
(corpora / "idx" / "images").write_bytes(struct.pack(">HBBIII", 0, 8, 3, 2, 2, 3) + bytes(range(12)))
(corpora / "idx" / "labels").write_bytes(struct.pack(">HBBI", 0, 8, 1, 3) + bytes([1, 0, 2]))
