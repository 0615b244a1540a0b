#!/usr/bin/env python3
"""Outputs, gradients and states of layers and short networks from PyTorch, in float64, for the tests of the layers.

    pip install torch numpy safetensors
    layer_tensors.py Tests/NeuralNetworksTests/Fixtures/layers.safetensors

Metadata `cases` is a JSON list of [input shape, layer lines] as Darkroom writes them; lines between a `residual` or a
`repeat` and its `end` are inside it. For the case i the tensors are `i.input`, `i.weights` (all parameters in a row),
`i.slope` (the output's gradient), `i.output` and `i.state` (running means and variances in a row) after a forward pass
that trains, with `torch.manual_seed(i)` before it, `i.inputGradient`, `i.weightsGradient`, and `i.evaluated`, the output of
the pass that then evaluates.
"""
import json, sys

import torch
from safetensors.torch import save_file
from torch import nn

SAMPLES = 3
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
    # Convolutions of other kinds.
    ["3x9x8", ["conv2d 4 dilation=2 padding=2"]],
    ["4x9x8", ["conv2d 6 groups=2 padding=1 stride=2"]],
    ["4x7x8", ["conv2d 4 groups=4 padding=1"]],
    ["4x7x8", ["conv2d 8 groups=4 kernel=5 padding=same dilation=2x1"]],
    ["2x7x8", ["conv2d 3 kernel=4x2 padding=same"]],
    ["2x7x8", ["conv2d 3 kernel=4x2 padding=same padding_mode=reflect"]],
    ["2x7x8", ["conv2d 3 padding=2x1 padding_mode=reflect"]],
    ["2x7x8", ["conv2d 3 padding=1x2 padding_mode=replicate stride=2"]],
    ["2x7x8", ["conv2d 3 kernel=5 padding=2 padding_mode=circular bias=no"]],
    ["4x5x4", ["conv_transpose2d 6 groups=2 stride=2 padding=1 output_padding=1"]],
    ["3x5x4", ["conv_transpose2d 2 dilation=2x1 stride=1x2 padding=1"]],
    # Activations.
    ["3x5x4", ["silu"]],
    ["3x5x4", ["elu"]],
    ["3x5x4", ["elu alpha=0.5"]],
    ["3x5x4", ["softplus"]],
    ["3x5x4", ["softplus beta=3 threshold=2"]],
    ["3x5x4", ["prelu"]],
    ["3x5x4", ["prelu 3 init=0.1"]],
    ["7", ["prelu 7"]],
    ["3x5x4", ["softmax"]],
    ["11", ["softmax"]],
    # Pooling and enlarging.
    ["3x8x9", ["max_pool2d 2"]],
    ["3x8x9", ["max_pool2d 3 stride=2 padding=1"]],
    ["3x8x9", ["max_pool2d 3x2 stride=2x3 ceil_mode=yes"]],
    ["2x4x4", ["relu", "max_pool2d 2", "conv2d 2 kernel=1"]],
    ["3x8x9", ["avg_pool2d 2"]],
    ["3x8x9", ["avg_pool2d 3 stride=2 padding=1"]],
    ["3x8x9", ["avg_pool2d 3 stride=2 padding=1 count_include_pad=no ceil_mode=yes"]],
    ["3x8x9", ["adaptive_avg_pool2d 1"]],
    ["3x8x9", ["adaptive_avg_pool2d 3x4"]],
    ["3x4x5", ["upsample 2"]],
    ["3x4x5", ["upsample 2 mode=bilinear"]],
    ["3x4x5", ["upsample 3 mode=bilinear align_corners=yes"]],
    ["8x3x4", ["pixel_shuffle 2"]],
    # Norms.
    ["3x5x4", ["batch_norm2d"]],
    ["3x5x4", ["batch_norm2d eps=0.01 momentum=0.3"]],
    ["3x5x4", ["batch_norm2d affine=no"]],
    ["3x5x4", ["batch_norm2d momentum=none"]],
    ["7", ["batch_norm1d"]],
    ["6x5x4", ["group_norm 3"]],
    ["6x5x4", ["group_norm 6 affine=no eps=0.001"]],
    ["3x5x4", ["layer_norm"]],
    ["9", ["layer_norm elementwise_affine=no"]],
    # What is drawn.
    ["3x5x4", ["dropout 0.3"]],
    ["9", ["dropout"]],
    ["6x3x4", ["dropout2d 0.4"]],
    ["3x5x4", ["conv2d 4 padding=1", "dropout 0.25", "relu", "dropout2d", "conv2d 2"]],
    # Layers inside others.
    ["3x5x4", ["residual", "conv2d 3 padding=1", "relu", "conv2d 3 padding=1", "end", "relu"]],
    ["3x6x4", ["conv2d 4 padding=1", "relu", "residual", "conv2d 6 padding=1 stride=2", "batch_norm2d", "relu", "end"]],
    ["3x5x4", ["relu", "residual", "relu", "conv2d 3 padding=1", "relu", "end", "conv2d 2"]],
    ["9", ["residual", "linear 9", "tanh", "end", "residual", "linear 5", "end", "relu"]],
    ["3x8x8", ["repeat 2", "conv2d 3 padding=1", "batch_norm2d", "relu", "max_pool2d 2", "end", "flatten", "linear 4"]],
    ["3x6x6", ["repeat 2", "residual", "repeat 2", "conv2d 3 padding=1", "silu", "end", "end", "end"]],
]


class Residual(nn.Module):
    """x + f(x), with a layer on the way round where the shapes differ."""

    def __init__(self, body, shape):
        super().__init__()
        self.body = body
        with torch.no_grad():
            out = body.eval()(torch.zeros(2, *shape)).shape[1:]
        body.train()
        self.shortcut = nn.Identity()
        if len(shape) == 1 and out != shape:
            self.shortcut = nn.Linear(shape[0], out[0])
        elif out != shape:
            stride = tuple((side + other - 1) // other for side, other in zip(shape[1:], out[1:]))
            self.shortcut = nn.Conv2d(shape[0], out[0], 1, stride)

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


def extent(text):
    sides = [int(side) for side in text.split("x")]
    return tuple(sides if len(sides) == 2 else sides * 2)


def value(text):
    """An option's value as PyTorch takes it."""
    words = {"yes": True, "no": False, "none": None, "same": "same"}
    if text in words or text.isalpha():
        return words.get(text, text)
    return extent(text) if "x" in text else float(text) if "." in text else int(text)


def layer(line, shape):
    name, *words = line.split()
    options = {key: value(text) for key, text in (word.split("=") for word in words if "=" in word)}
    size = next((word for word in words if "=" not in word), None)
    channels = shape[0]
    if name.startswith("conv"):
        kind = nn.Conv2d if name == "conv2d" else nn.ConvTranspose2d
        return kind(channels, int(size), options.pop("kernel", 3), **options)
    kinds = {
        "linear": lambda: nn.Linear(channels, int(size), **options),
        "unflatten": lambda: nn.Unflatten(1, tuple(int(side) for side in size.split("x"))),
        "flatten": nn.Flatten, "relu": nn.ReLU, "gelu": nn.GELU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "silu": nn.SiLU,
        "leaky_relu": lambda: nn.LeakyReLU(options["slope"]),
        "elu": lambda: nn.ELU(**options), "softplus": lambda: nn.Softplus(**options), "softmax": lambda: nn.Softmax(1),
        "prelu": lambda: nn.PReLU(int(size or 1), **options),
        "max_pool2d": lambda: nn.MaxPool2d(extent(size), **options),
        "avg_pool2d": lambda: nn.AvgPool2d(extent(size), **options),
        "adaptive_avg_pool2d": lambda: nn.AdaptiveAvgPool2d(extent(size)),
        "upsample": lambda: nn.Upsample(scale_factor=float(size), **options),
        "pixel_shuffle": lambda: nn.PixelShuffle(int(size)),
        "batch_norm2d": lambda: nn.BatchNorm2d(channels, **options),
        "batch_norm1d": lambda: nn.BatchNorm1d(channels, **options),
        "group_norm": lambda: nn.GroupNorm(int(size), channels, **options),
        "layer_norm": lambda: nn.LayerNorm(list(shape), **options),
        "dropout": lambda: nn.Dropout(float(size or 0.5)), "dropout2d": lambda: nn.Dropout2d(float(size or 0.5)),
    }
    return kinds[name]()


def network(lines, shape):
    """The modules that lines describe, up to an `end`, for samples of a shape; the lines are used up."""
    modules = []
    while lines:
        line = lines.pop(0)
        if line == "end":
            break
        if line == "residual":
            module = Residual(network(lines, shape), shape)
        elif line.startswith("repeat"):
            parts, inside = [], list(lines)
            for _ in range(int(line.split()[1])):
                lines[:] = inside
                part = network(lines, shape)
                parts.append(part)
                shape = output(part, shape)
            modules.append(nn.Sequential(*parts))
            continue
        else:
            module = layer(line, shape)
        modules.append(module)
        shape = output(module, shape)
    return nn.Sequential(*modules)


def output(module, shape):
    with torch.no_grad():
        result = module.eval()(torch.zeros(2, *shape)).shape[1:]
    module.train()
    return result


def main(path):
    tensors = {}
    for index, (text, lines) in enumerate(CASES):
        torch.manual_seed(1000 + index)
        single = torch.randn(SAMPLES, *(int(side) for side in text.split("x")))
        model = network(list(lines), single.shape[1:])
        for module in model.modules():  # Norms that do something; all numbers are float32's, so that float32 holds them.
            if isinstance(module, (nn.BatchNorm2d, nn.BatchNorm1d, nn.GroupNorm, nn.LayerNorm)):
                for parameter in module.parameters():
                    nn.init.uniform_(parameter, 0.5, 1.5)
        model = model.double()
        x = single.double().requires_grad_()
        torch.manual_seed(index)
        value = model(x)
        slope = torch.randn(value.shape, generator=torch.Generator().manual_seed(index))
        value.backward(slope.double())
        evaluated = model.eval()(x)
        flat = lambda parts: torch.cat([part.detach().reshape(-1) for part in parts] or [torch.zeros(0)]).float()
        tensors |= {
            f"{index}.input": single, f"{index}.weights": flat(model.parameters()), f"{index}.slope": slope,
            f"{index}.output": value.detach().float().contiguous(), f"{index}.inputGradient": x.grad.float().contiguous(),
            f"{index}.weightsGradient": flat([parameter.grad for parameter in model.parameters()]),
            f"{index}.state": flat([buffer for buffer in model.buffers()]),
            f"{index}.evaluated": evaluated.detach().float().contiguous(),
        }
    save_file(tensors, path, {"cases": json.dumps(CASES)})


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
