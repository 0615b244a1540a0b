#!/usr/bin/env python3
"""Steps of PyTorch's optimisers in float64, for the tests of ours.

    pip install torch numpy
    optimizer_tensors.py Tests/TensorMathTests/Fixtures/optimizers.json

Each entry holds an optimiser, its options as PyTorch names them, and the weights after each of six steps. The first
entry holds the weights before, the gradients of each step and the rate of each: it changes from step to step.
"""
import json, sys

import numpy as np
import torch
from torch import optim

COUNT = 21
RATES = [0.01, 0.02, 0.03, 0.02, 0.01, 0.005]
CASES = [
    ("Adam", {}),
    ("Adam", {"betas": [0.8, 0.95], "eps": 1e-4, "weight_decay": 0.1}),
    ("Adam", {"amsgrad": True, "betas": [0.5, 0.6]}),
    ("AdamW", {}),
    ("AdamW", {"weight_decay": 0.5, "amsgrad": True, "betas": [0.5, 0.6]}),
    ("SGD", {}),
    ("SGD", {"weight_decay": 0.3}),
    ("SGD", {"momentum": 0.9, "weight_decay": 0.1}),
    ("SGD", {"momentum": 0.9, "nesterov": True}),
    ("RMSprop", {}),
    ("RMSprop", {"alpha": 0.9, "eps": 0.01, "weight_decay": 0.2}),
    ("RMSprop", {"momentum": 0.8}),
    ("RMSprop", {"centered": True}),
    ("RMSprop", {"centered": True, "momentum": 0.5, "alpha": 0.9}),
    ("Adagrad", {}),
    ("Adagrad", {"lr_decay": 0.3, "weight_decay": 0.1, "eps": 0.01}),
]


def short(values):
    return [float(f"{value:.9g}") for value in np.asarray(values).ravel()]


def main(path):
    random = np.random.RandomState(0)
    start = random.randn(COUNT).round(3).astype(np.float32)
    gradients = random.randn(len(RATES), COUNT).round(3).astype(np.float32)
    gradients[0, 0] = gradients[3, 1] = 0
    entries = [{"start": short(start), "gradients": [short(row) for row in gradients], "rates": RATES}]
    for name, options in CASES:
        weights = torch.from_numpy(start).double().requires_grad_()
        optimizer = getattr(optim, name)([weights], lr=RATES[0], foreach=False, **options)
        after = []
        for rate, gradient in zip(RATES, gradients):
            optimizer.param_groups[0]["lr"] = rate
            weights.grad = torch.from_numpy(gradient).double()
            optimizer.step()
            after.append(short(weights.detach().numpy()))
        entries.append({"optimizer": name, "options": options, "after": after})
    with open(path, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
