#!/usr/bin/env python3
"""Ten networks' weights from PyTorch to Darkroom and back, by hand: their outputs there and here must be the same.

    pip install torch numpy safetensors
    weights_there_and_back.py .build/release/darkroom

Each network is made by PyTorch with weights of its own and saved as a file of another kind: `.pt` and safetensors, as
state dictionaries, checkpoints and halves, with wrappers' prefixes, other names, and 16 and 64 bits. Darkroom opens it,
reconstructs images and writes the weights, which PyTorch reads again. The greatest differences are printed: of the
outputs, and of the weights as they came back.
"""
import os, subprocess, sys, tempfile

import numpy
import torch
from safetensors.torch import load_file, save_file
from torch import nn

import layer_tensors
import reference_tensors


class Autoencoder(nn.Module):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def forward(self, x):
        return self.decoder(self.encoder(x))


CONVOLUTIONS = (["conv2d 8 padding=1 stride=2", "relu", "conv2d 12 padding=1 stride=2", "gelu", "flatten", "linear 20"],
                ["linear 768", "unflatten 12x8x8", "conv_transpose2d 8 stride=2 padding=1 output_padding=1", "relu",
                 "conv_transpose2d 3 stride=2 padding=1 output_padding=1", "tanh"])
NORMS = (["conv2d 6 padding=1", "batch_norm2d", "relu", "max_pool2d 2", "conv2d 8 padding=1", "group_norm 4", "silu",
          "max_pool2d 2", "flatten", "linear 16", "batch_norm1d"],
         ["linear 512", "unflatten 8x8x8", "upsample 2", "conv2d 6 padding=1", "batch_norm2d", "relu", "upsample 2",
          "conv2d 3 padding=1", "sigmoid"])
RESIDUALS = (["conv2d 8 padding=1 stride=2", "residual", "conv2d 8 padding=1", "relu", "conv2d 8 padding=1", "end",
              "residual", "conv2d 12 padding=1 stride=2", "end", "flatten", "linear 24"],
             ["linear 768", "unflatten 12x8x8", "repeat 2", "conv_transpose2d 6 stride=2 padding=1 output_padding=1",
              "elu", "end", "conv2d 3 padding=1"])
DENSE = (["flatten", "linear 64", "prelu", "layer_norm", "linear 10"],
         ["linear 64", "leaky_relu slope=0.2", "linear 3072", "unflatten 3x32x32", "tanh"])
SHUFFLED = (["conv2d 8 kernel=5 padding=2 stride=4 groups=1", "prelu 8", "conv2d 8 groups=4 padding=1", "flatten",
             "linear 12 bias=no"],
            ["linear 512 bias=no", "unflatten 8x8x8", "conv2d 48 padding=1", "pixel_shuffle 4", "tanh"])
RENAMED = {"encoder.0": "enc.conv1", "encoder.2": "enc.conv2", "encoder.5": "enc.fc", "decoder.0": "dec.fc",
           "decoder.2": "dec.up1", "decoder.4": "dec.up2"}


def renamed(state):
    return {RENAMED[name.rpartition(".")[0]] + "." + name.rpartition(".")[2]: value for name, value in state.items()}


def checkpoint(state):
    return {"epoch": 7, "state_dict": state, "loss": torch.tensor(0.5)}


def halves(state):
    part = lambda half: {name[8:]: value for name, value in state.items() if name.startswith(half)}
    return {"encoder": part("encoder."), "decoder": part("decoder.")}


def prefixed(prefix):
    return lambda state: {prefix + name: value for name, value in state.items()}


# The network, the file, what is done to the state dictionary, and what else `open` is told.
CASES = [
    ("article", None, "article.pt", dict, ""),
    ("article, wrapped", None, "wrapped.pth", prefixed("module._orig_mod."), ""),
    ("convolutions", CONVOLUTIONS, "plain.safetensors", dict, "into=model"),
    ("convolutions, renamed", CONVOLUTIONS, "renamed.pt", renamed,
     'into=model map="' + ", ".join(f"{there}={here}" for here, there in RENAMED.items()) + '"'),
    ("norms", NORMS, "norms.pt", checkpoint, "into=model scale=0..1"),
    ("norms, compiled", NORMS, "compiled.safetensors", prefixed("_orig_mod."), "into=model"),
    ("residuals", RESIDUALS, "halves.pt", halves, "into=model"),
    ("dense, half", DENSE, "half.safetensors", torch.Tensor.half, "into=model"),
    ("dense, bfloat16", DENSE, "brain.pt", torch.Tensor.bfloat16, "into=model"),
    ("shuffled, double", SHUFFLED, "double.pt", torch.Tensor.double, "into=model"),
]


def make(index, layers):
    torch.manual_seed(index)
    if layers is None:
        return reference_tensors.Autoencoder(20, 4)
    encoder = layer_tensors.network(list(layers[0]), (3, 32, 32))
    code = layer_tensors.output(encoder, (3, 32, 32))
    network = Autoencoder(encoder, layer_tensors.network(list(layers[1]), tuple(code)))
    # Norms that do something, with statistics of their own.
    network.train()
    with torch.no_grad():
        for _ in range(3):
            network(torch.randn(8, 3, 32, 32))
    return network


def script(layers, latent, file, options):
    lines = ["data = load sketches count=6"]
    if layers is not None:
        for name, shape, part in (("encoder", "3x32x32", layers[0]), ("decoder", latent, layers[1])):
            lines += [f"{name} = network in={shape}", *("  " + line for line in part[:-1]), "  " + part[-1], "end"]
        lines.append("model = autoencoder encoder decoder")
    lines += [f'opened = open model "{file}" {options}', 'save data "in.npy"', "made = reconstruct opened data",
              'save made "out.npy"', 'save opened "back.safetensors"']
    return "\n".join(lines) + "\n"


def compare(program, index, name, layers, file, change, options):
    network = make(index, layers).eval()
    state = network.state_dict()
    if getattr(change, "__qualname__", "").startswith("TensorBase"):
        cast = change
        state = {key: cast(value) if value.is_floating_point() else value for key, value in state.items()}
        network.load_state_dict(state)
        change = dict
    with tempfile.TemporaryDirectory() as folder:
        contents = change(state)
        if file.endswith(".safetensors"):
            save_file({key: value.contiguous() for key, value in contents.items()}, os.path.join(folder, file))
        else:
            torch.save(contents, os.path.join(folder, file))
        with open(os.path.join(folder, "a.darkroom"), "w") as target:
            latent = layer_tensors.output(network.encoder, (3, 32, 32))[0] if layers else None
            network.eval()
            target.write(script(layers, latent, file, options))
        said = subprocess.run([program, "run", "a.darkroom", "--output", "."], cwd=folder, capture_output=True, text=True)
        if said.returncode != 0:
            sys.exit(f"{name}: {said.stdout}{said.stderr}")
        images = torch.from_numpy(numpy.load(os.path.join(folder, "in.npy")))
        made = numpy.load(os.path.join(folder, "out.npy"))
        with torch.no_grad():
            expected = network(images)
        if "scale=0..1" in options:  # Images are written from -1 to 1.
            expected = 2 * expected - 1
        back = load_file(os.path.join(folder, "back.safetensors"))
        own = network.state_dict()
        if set(back) != set(own):
            sys.exit(f"{name}: {sorted(set(back) ^ set(own))} came back, or did not")
        weights = max((back[key].double() - own[key].double()).abs().max().item() for key in own)
        network.load_state_dict(back)
        with torch.no_grad():
            again = network(images)
        if "scale=0..1" in options:
            again = 2 * again - 1
        difference = lambda left, right: (left - right).abs().max().item()
        print(f"{name:24} {file:20} outputs {difference(torch.from_numpy(made), expected):.1e}, "
              f"again in PyTorch {difference(again, expected):.1e}, weights {weights:.1e}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for index, case in enumerate(CASES):
        compare(os.path.abspath(sys.argv[1]), index, *case)
