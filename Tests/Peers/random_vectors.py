#!/usr/bin/env python3
"""What PyTorch draws on a CPU, for the tests of the random generator.

    pip install torch numpy
    random_vectors.py Tests/TensorMathTests/Fixtures/random.json

Each entry names a draw, the seed, how many numbers are drawn and the draw's arguments. `first` holds the bits of the
first numbers, `hash` all of them, and `next` the seed that random_() draws right afterwards, so that a stream that has
taken too many words or too few shows. Bits of float32 and float64 numbers and whole numbers count as 64 bits each;
the hash is FNV-1a's, a number at a time. Needs a processor with AVX2, and one that is not Intel's for PyTorch up to 2.4.
"""
import json, math, sys

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

SIZES = (1, 2, 7, 15, 16, 17, 31, 32, 33, 100, 1000, 3073)


def loader(count, shuffle):
    return lambda: torch.cat([batch for (batch,) in DataLoader(TensorDataset(torch.arange(count)), 64, shuffle=shuffle)])


def shuffled_training():
    """Two epochs, each with what a training draws between its batches."""
    parts = []
    for _ in range(2):
        for (batch,) in DataLoader(TensorDataset(torch.arange(1000)), 250, shuffle=True):
            parts += [batch, torch.rand(3).view(torch.int32)]
    return torch.cat([part.long() & 0xFFFFFFFF for part in parts])


def split(first, second):
    return lambda: torch.cat([torch.tensor(part.indices) for part in random_split(range(first + second), [first, second])])


def numbered(shape):
    return torch.arange(1, math.prod(shape) + 1, dtype=torch.float32).reshape(shape)


def draws():
    for count in SIZES:
        yield "rand", count, [], lambda: torch.rand(count)
        yield "randn", count, [], lambda: torch.randn(count)
        yield "normal_", count, [1.1, 0.3], lambda: torch.empty(count).normal_(1.1, 0.3)
        yield "rand64", count, [], lambda: torch.rand(count, dtype=torch.float64)
        yield "bernoulli_", count, [0.3], lambda: torch.empty(count).bernoulli_(0.3)
    yield "randn", 100_001, [], lambda: torch.randn(100_001)
    for low, high in ((-0.3, 0.3), (0.125, 7.7)):
        yield "uniform_", 2000, [low, high], lambda: torch.empty(2000).uniform_(low, high)
    for bound in (2, 9, 50000, 2**28 - 1, 2**28, 2**33):
        yield "randint", 999, [bound], lambda: torch.randint(bound, (999,))
    for count in (0, 1, 2, 3, 10, 1000, 50000):
        yield "randperm", count, [], lambda: torch.randperm(count)
    yield "shuffled loader", 5000, [], loader(5000, True)
    yield "plain loader", 100, [], loader(100, False)
    yield "shuffled training", 1000, [], shuffled_training
    yield "random_split", 5000, [4500, 500], split(4500, 500)
    for rate in (0.0, 0.1, 0.5, 0.9, 1.0):
        for name, drop in (("dropout", nn.functional.dropout), ("dropout2d", nn.functional.dropout2d)):
            for shape in ((35, 3, 5, 7), (2, 40, 1, 1)):
                yield name, math.prod(shape), [rate, *shape], lambda: drop(numbered(shape), rate)
    # The half of a pair that is kept: over further pairs, and over a long draw between.
    yield "randn in parts", 6, [3, 2, 1], lambda: torch.cat([torch.randn(part) for part in (3, 2, 1)])
    yield "randn in parts", 18, [1, 16, 1], lambda: torch.cat([torch.randn(part) for part in (1, 16, 1)])


def bits(values):
    values = values.numpy().ravel()
    if values.dtype == np.float32:
        return values.view(np.uint32).astype(np.uint64)
    return values.view(np.uint64)


def hashed(words):
    value = 0xCBF29CE484222325
    for word in words.tolist():
        value = (value ^ word) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:x}"


def main(path):
    entries = []
    for seed, (draw, count, arguments, make) in enumerate(draws()):
        torch.manual_seed(seed)
        words = bits(make())
        entries.append({
            "draw": draw, "seed": seed, "count": count, "arguments": arguments,
            "first": [f"{word:x}" for word in words[:4].tolist()], "hash": hashed(words),
            "next": f"{int(torch.empty((), dtype=torch.int64).random_()):x}",
        })
    with open(path, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
