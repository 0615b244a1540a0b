#!/usr/bin/env python3
"""Compares what models that Darkroom saves make in onnxruntime and in PyTorch with what they make in Darkroom.

    pip install numpy onnx onnxruntime torch safetensors
    Tests/Peers/check_exports.py [--program .build/release/darkroom] [--only NAME] [--random 200 [--seed 0]]

A table of networks that has every layer and every way of an option is trained for an epoch on sketches, or for none, and
saved as ONNX, whole and in halves, and as a PyTorch module. Each is run over batches of one and of seven images. Says how
far the numbers are from Darkroom's at most, in parts of the largest where that is above one, and fails where images are
more than 1e-6 apart or codes more than 2e-6. With --random, so many networks of a few
layers with options drawn from a seed are compared instead, and may be ten times as far apart, since they end in sums of tens
of thousands of numbers; those that do not fit together are left out.
"""
import argparse
import importlib.util
import os
import pathlib
import subprocess
import sys
import tempfile
from random import Random

import numpy
import onnx
import onnxruntime
import torch
from networks import CODES, NETWORKS, SMALL
from safetensors.torch import load_file

# A code is not squeezed into a range as images are, and the fast convolutions before it round more than others.
TOLERANCES = {"images": 1e-6, "codes": 2e-6}
BATCHES = (1, 7)


def script(name, encoder, decoder, options, training, code=None):
    lines = ["seed 3"]
    if encoder == "article":
        lines.append(f"m = autoencoder {decoder} {options}")
    else:
        code = code or CODES.get(name, 10)
        lines += ["e = network in=3x32x32", encoder, "end", f"g = network in={code}", decoder, "end"]
        lines.append(f"m = autoencoder e g {options}")
    if training is not None:
        lines += ["d = load sketches count=96", f"train m on=d epochs=2 batch=16 {training}"]
    lines += ["s = load sketches count=7 seed=5", "c = encode m s", "r = reconstruct m s"]
    lines += ["save s \"images.npy\"", "save c \"codes.npy\"", "save r \"reconstructions.npy\""]
    lines += ["save m \"m.onnx\" encoder=\"encoder.onnx\" decoder=\"decoder.onnx\"", "save m \"m.py\""]
    return "\n".join(lines) + "\n"


def drawn(random):
    """A layer for images with options by chance, and what it needs before it."""
    def extent(*sides):
        return random.choice([str(random.choice(sides)), f"{random.choice(sides)}x{random.choice(sides)}"])

    def options(**values):
        return "".join(f" {name}={value}" for name, value in values.items() if random.random() < 0.6)

    flag = random.choice(["yes", "no"])
    channels, groups = random.choice([(4, 1), (4, 2), (4, 4), (8, 2), (8, 4), (6, 2), (5, 1)])
    convolution = f"kernel={extent(1, 2, 3, 4, 5)} groups={groups} bias={flag}"
    return random.choice([
        lambda: f"conv2d {channels} {convolution}" + options(
            stride=extent(1, 2, 3), padding=extent(0, 1, 2, 3), dilation=extent(1, 2, 3),
            padding_mode=random.choice(["zeros", "reflect", "replicate", "circular"])),
        lambda: f"conv2d {channels} {convolution} padding=same" + options(
            dilation=extent(1, 2, 3), padding_mode=random.choice(["zeros", "reflect", "replicate", "circular"])),
        lambda: f"conv_transpose2d {channels} {convolution}" + options(
            stride=extent(1, 2, 3), padding=extent(0, 1, 2, 3), dilation=extent(1, 2, 3, 4),
            output_padding=extent(0, 1, 2, 3)),
        lambda: f"max_pool2d {extent(1, 2, 3, 4)}" + options(
            stride=extent(1, 2, 3, 5), padding=extent(0, 1, 2), ceil_mode=flag),
        lambda: f"avg_pool2d {extent(1, 2, 3, 4)}" + options(
            stride=extent(1, 2, 3, 5), padding=extent(0, 1, 2), ceil_mode=flag,
            count_include_pad=random.choice(["yes", "no"])),
        lambda: f"adaptive_avg_pool2d {extent(1, 2, 3, 5, 7, 8, 9, 17)}",
        lambda: f"upsample {random.choice([0.3, 0.5, 0.9, 1, 1.1, 1.5, 2, 2.7, 3, 4, 5])}" + options(
            mode=random.choice(["nearest", "bilinear"]), align_corners=flag),
        lambda: "softplus" + options(beta=random.choice([0.1, 1, 7]), threshold=random.choice([-2, 0, 1, 20, 30])),
        lambda: f"prelu {random.choice([1, channels])}" + options(init=random.choice([-1, 0, 0.5])),
        lambda: "pixel_shuffle 2", lambda: f"group_norm {groups}" + options(affine=flag, eps=0.1),
        lambda: "batch_norm2d" + options(affine=flag, momentum=random.choice(["none", 0.5]), eps=0.01),
    ])()


def random_networks(count, seed):
    """Networks by chance, by their layers."""
    random = Random(seed)
    for _ in range(count):
        layers = [f"conv2d {random.choice([4, 8])} kernel={random.choice([3, '2x3'])} stride={random.choice([1, 2, 3])}"]
        layers += [drawn(random) for _ in range(random.choice([1, 1, 2]))]
        yield ", ".join(layers), ("\n".join(layers + ["flatten", "linear 10"]), SMALL, "init=pytorch", "")


def imported(path):
    specification = importlib.util.spec_from_file_location("exported", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def distance(found, expected):
    assert found.shape == expected.shape, (found.shape, expected.shape)
    return float(numpy.abs(found.astype(numpy.float64) - expected).max() / max(1, numpy.abs(expected).max()))


def check(name, program, row):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "script.darkroom").write_text(script(name, *row))
        if subprocess.run([program, "check", folder / "script.darkroom"], capture_output=True).returncode != 0:
            return None
        subprocess.run(
            [program, "run", "--quiet", "--store", "none", "--output", folder, folder / "script.darkroom"], check=True)
        images, codes, redrawn = (
            numpy.load(folder / f"{part}.npy") for part in ("images", "codes", "reconstructions"))
        sessions = {}
        for part in ("m", "encoder", "decoder"):
            onnx.checker.check_model(str(folder / f"{part}.onnx"), full_check=True)
            graph = onnx.load(folder / f"{part}.onnx")
            assert graph.opset_import[0].version == 17
            sessions[part] = onnxruntime.InferenceSession(folder / f"{part}.onnx", providers=["CPUExecutionProvider"])
        properties = {entry.key: entry.value for entry in graph.metadata_props}
        if properties["output"] == "0 to 1":  # Darkroom gives images from -1 to 1, whatever a decoder makes.
            redrawn = (redrawn.astype(numpy.float64) + 1) / 2
        module = imported(folder / "m.py").Autoencoder()
        module.load_state_dict(load_file(folder / "m.safetensors"))
        module.eval()
        environment = dict(os.environ, PYTHONWARNINGS="ignore")
        subprocess.run([sys.executable, folder / "m.py"], check=True, stdout=subprocess.DEVNULL, env=environment)
        codes = codes.reshape(len(codes), -1)
        worst = {(peer, what): 0.0 for peer in ("onnxruntime", "PyTorch") for what in TOLERANCES}
        for count in BATCHES:
            x, z, y = images[:count], codes[:count], redrawn[:count]
            code, whole = sessions["m"].run(["code", "reconstruction"], {"image": x})
            [half] = sessions["encoder"].run(["code"], {"image": x})
            [image] = sessions["decoder"].run(["reconstruction"], {"code": half})
            with torch.no_grad():
                batch = torch.from_numpy(x)
                own = module.encode(batch)
                others = [part.numpy() for part in (own, module(batch), module.decode(own))]
            for peer, what, found, expected in [
                ("onnxruntime", "codes", code, z), ("onnxruntime", "images", whole, y),
                ("onnxruntime", "codes", half, z), ("onnxruntime", "images", image, y),
                ("PyTorch", "codes", others[0], z), ("PyTorch", "images", others[1], y),
                ("PyTorch", "images", others[2], y),
            ]:
                found = found.reshape(expected.shape)
                worst[peer, what] = max(worst[peer, what], distance(found, expected))
        return worst


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", default=".build/release/darkroom")
    arguments.add_argument("--only")
    arguments.add_argument("--random", type=int)
    arguments.add_argument("--seed", type=int, default=0)
    a = arguments.parse_args()
    torch.set_num_threads(2)
    failed = False
    for name, row in random_networks(a.random, a.seed) if a.random else NETWORKS.items():
        if a.only not in (None, name):
            continue
        worst = check(name, a.program, row)
        if worst is None:
            failed |= not a.random
            continue
        failed |= any(value > TOLERANCES[what] * (10 if a.random else 1) for (_, what), value in worst.items())
        print(f"{name:20}", "  ".join(f"{peer} {what} {value:.1e}" for (peer, what), value in worst.items()), flush=True)
    sys.exit("further apart than they may be" if failed else 0)


if __name__ == "__main__":
    main()
