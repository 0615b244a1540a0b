#!/usr/bin/env python3
"""Outputs and gradients of single layers and short networks from PyTorch, in float64, for the tests of the layers.

    pip install torch numpy safetensors
    layer_tensors.py Tests/NeuralNetworksTests/Fixtures/layers.safetensors

Metadata `cases` is a JSON list of [input shape, layer lines] as Darkroom writes them. For the case i the tensors are
`i.input`, `i.weights` (all parameters in a row), `i.slope` (the output's gradient), `i.output`, `i.inputGradient` and
`i.weightsGradient`.
"""
import json, sys

import torch
from safetensors.torch import save_file
from torch import nn

CASES = [
    ["2x6x5", ["conv2d 3 kernel=3x2 stride=2x1 padding=1x2"]],
    ["2x6x5", ["conv2d 4 kernel=5x1 stride=1x3 padding=3x0 bias=no"]],
    ["3x7x7", ["conv2d 2 kernel=7 stride=3 padding=3"]],
    ["2x3x4", ["conv_transpose2d 3 kernel=2x3 stride=3x2 padding=0x1 output_padding=2x0"]],
    ["2x3x4", ["conv_transpose2d 3 kernel=5 stride=3 padding=2 output_padding=1 bias=no"]],
    ["3x4x4", ["conv_transpose2d 2 kernel=1x7 stride=1x2 padding=0x3 output_padding=0x1"]],
    ["19", ["linear 7"]],
    ["19", ["linear 7 bias=no", "leaky_relu slope=0.2", "linear 3", "gelu"]],
    ["2x4x4", ["relu", "conv2d 3", "flatten", "relu", "tanh", "linear 8", "unflatten 2x2x2", "sigmoid"]],
]


def extent(text):
    sides = [int(side) for side in text.split("x")]
    return tuple(sides if len(sides) == 2 else sides * 2)


def layer(line, shape):
    name, *words = line.split()
    options = dict(word.split("=") for word in words if "=" in word)
    size = next((word for word in words if "=" not in word), None)
    bias = options.pop("bias", "yes") == "yes"
    if name.startswith("conv"):
        kind = nn.Conv2d if name == "conv2d" else nn.ConvTranspose2d
        kernel = extent(options.pop("kernel", "3"))
        return kind(shape[0], int(size), kernel, bias=bias, **{key: extent(value) for key, value in options.items()})
    if name == "linear":
        return nn.Linear(shape[0], int(size), bias=bias)
    if name == "unflatten":
        return nn.Unflatten(1, tuple(int(side) for side in size.split("x")))
    if name == "leaky_relu":
        return nn.LeakyReLU(float(options["slope"]))
    return {"relu": nn.ReLU, "gelu": nn.GELU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "flatten": nn.Flatten}[name]()


def main(path):
    torch.manual_seed(0)
    tensors = {}
    for index, (text, lines) in enumerate(CASES):
        single = torch.randn(3, *(int(side) for side in text.split("x")))
        x = single.double().requires_grad_()
        value, parameters = x, []
        for line in lines:
            module = layer(line, value.shape[1:])
            parameters += list(module.double().parameters())  # Drawn in float32, so that float32 holds them.
            value = module(value)
        slope = torch.randn(value.shape)
        value.backward(slope.double())
        flat = lambda parts: torch.cat([part.detach().reshape(-1) for part in parts] or [torch.zeros(0)]).float()
        tensors |= {
            f"{index}.input": single, f"{index}.weights": flat(parameters), f"{index}.slope": slope,
            f"{index}.output": value.detach().float().contiguous(), f"{index}.inputGradient": x.grad.float(),
            f"{index}.weightsGradient": flat([parameter.grad for parameter in parameters]),
        }
    save_file(tensors, path, {"cases": json.dumps(CASES)})


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
