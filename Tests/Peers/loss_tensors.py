#!/usr/bin/env python3
"""Losses, measures of images and variational codes with their gradients in float64, for the tests of ours.

    pip install torch numpy
    loss_tensors.py Tests/TensorMathTests/Fixtures/losses.json

Losses are PyTorch's, but for the structural similarity, which is written out here from its definition, a window at a
time. A `loss` has a shape, prediction, target, value and gradient; a `measure` has a number for each image; the `code`
has means, logarithms of variances, the seed of its noise, a sample, its slope, and gradients of slope · sample alone and
of the divergence.
"""
import json, sys

import numpy as np
import torch
from torch import nn


def similarities(x, y, span):
    """The structural similarity of each image."""
    places = torch.arange(11) - 5.0
    line = torch.exp(-places.double() ** 2 / (2 * 1.5**2))
    window = torch.outer(line, line) / line.sum() ** 2
    windows = lambda images: images.unfold(2, 11, 1).unfold(3, 11, 1)
    mean = lambda images: (images * window).sum((-1, -2))
    x, y = windows(x), windows(y)
    mx, my = mean(x), mean(y)
    dx, dy = x - mx[..., None, None], y - my[..., None, None]
    c1, c2 = (0.01 * span) ** 2, (0.03 * span) ** 2
    index = (2 * mx * my + c1) * (2 * mean(dx * dy) + c2) / ((mx**2 + my**2 + c1) * (mean(dx**2) + mean(dy**2) + c2))
    return index.mean((1, 2, 3))


def short(values):
    values = values.detach().numpy() if torch.is_tensor(values) else np.asarray(values)
    return [float(f"{value:.9g}") for value in values.ravel()]


def smooth(random, shape):
    """Images as of sky and ground: slopes and a soft edge, with little noise."""
    n, c, h, w = shape
    y, x = np.mgrid[0:h, 0:w] / 16
    images = [[random.rand() * x + random.rand() * y + np.tanh(6 * (y - random.rand())) for _ in range(c)] for _ in range(n)]
    return np.clip(np.array(images) / 2 + 0.02 * random.randn(*shape), -1, 1)


def pairs():
    random = np.random.RandomState(1)
    shape = (3, 2, 13, 12)
    a, b = 2 * random.rand(*shape) - 1, 2 * random.rand(*shape) - 1
    yield "noise", a, b, 2.0
    image = smooth(random, shape)
    yield "smooth", np.clip(image + 0.05 * random.randn(*shape), -1, 1), image, 2.0
    small = (2, 3, 4, 5)
    a, b = random.rand(*small), random.rand(*small)
    a.flat[:4], b.flat[:4] = [0, 1, 0, 1], [0, 1, 1, 0]
    yield "brightness", a, b, 1.0


def main(path):
    entries = []
    for name, a, b, span in pairs():
        a, b = (torch.from_numpy(values.round(4).astype(np.float32)).double() for values in (a, b))
        both = {"pair": name, "shape": list(a.shape), "range": span, "prediction": short(a), "target": short(b)}
        losses = {
            "squaredError": nn.MSELoss(), "absoluteError": nn.L1Loss(), "huber 1": nn.HuberLoss(delta=1),
            "huber 0.25": nn.HuberLoss(delta=0.25),
        }
        if name == "brightness":
            losses["crossEntropy"] = nn.BCELoss()
        else:
            losses = {} if name == "smooth" else losses
            losses["similarity"] = lambda x, y: 1 - similarities(x, y, span).mean()
        both["losses"] = {}
        for loss, function in losses.items():
            x = a.clone().requires_grad_()
            value = function(x, b)
            value.backward()
            both["losses"][loss] = {"value": short(value)[0], "gradient": short(x.grad)}
        squares = ((a - b) ** 2).mean((1, 2, 3))
        both["measures"] = {
            "mse": short(squares), "l1": short((a - b).abs().mean((1, 2, 3))),
            "psnr": short(10 * torch.log10(span**2 / squares)),
        }
        if name != "brightness":
            both["measures"]["ssim"] = short(similarities(a, b, span))
        entries.append(both)
    random = np.random.RandomState(2)
    mean, log_variance = (torch.from_numpy(random.randn(3, 7).round(3).astype(np.float32)) for _ in range(2))
    slope = torch.from_numpy(random.randn(3, 7).round(3).astype(np.float32)).double()
    torch.manual_seed(4)
    noise = torch.randn_like(mean).double()
    m, v = mean.double().requires_grad_(), log_variance.double().requires_grad_()
    sample = m + noise * torch.exp(0.5 * v)
    (sample * slope).sum().backward()
    code = {
        "shape": [3, 7], "seed": 4, "means": short(mean), "logVariances": short(log_variance), "sample": short(sample),
        "slope": short(slope), "sampleGradients": [short(m.grad), short(v.grad)],
    }
    m.grad = v.grad = None
    divergence = (-0.5 * (1 + v - m**2 - v.exp())).sum(1).mean()
    divergence.backward()
    code |= {"divergence": short(divergence)[0], "divergenceGradients": [short(m.grad), short(v.grad)]}
    with open(path, "w") as file:
        file.write("{\n\"pairs\": [\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n],\n")
        file.write("\"code\": " + json.dumps(code) + "\n}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
