#!/usr/bin/env python3
"""The learning rates of PyTorch's schedules, step by step, for the tests of Darkroom's.

    pip install torch
    schedule_rates.py Tests/NeuralNetworksTests/Fixtures/schedules.json

A list of cases: `schedule` as a script writes it, `base` the optimiser's rate, `steps` an epoch, `losses` of the epochs,
and `rates`, one for each step.
"""
import json, sys

import torch
from torch.optim import lr_scheduler as schedulers

LOSSES = [1.0, 0.8, 0.79999, 0.8, 0.85, 0.7, 0.71, 0.72, 0.73, 0.74, 0.75, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66]


def case(schedule, make, base=0.1, epochs=6, steps=4, by="step", losses=()):
    """`by` says whether the scheduler is stepped after every step, every epoch, or every epoch with its loss."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=base)
    scheduler = make(optimizer, epochs * steps)
    rates = []
    for epoch in range(epochs):
        for _ in range(steps):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if by == "step" and len(rates) < epochs * steps:
                scheduler.step()
        if by == "epoch":
            scheduler.step()
        if by == "loss":
            scheduler.step(losses[epoch])
    return {"schedule": schedule, "base": base, "steps": steps, "losses": list(losses[:epochs]), "rates": rates}


def warmup(optimizer, count, start, then):
    first = schedulers.LinearLR(optimizer, start_factor=start, total_iters=count)
    return schedulers.SequentialLR(optimizer, [first, then], milestones=[count])


def main(path):
    cases = [
        case("step(2,by=0.5)", lambda o, n: schedulers.StepLR(o, 2, 0.5), by="epoch"),
        case("step(3)", lambda o, n: schedulers.StepLR(o, 3), by="epoch"),
        case("exponential(0.9)", lambda o, n: schedulers.ExponentialLR(o, 0.9), by="epoch"),
        case("cosine", lambda o, n: schedulers.CosineAnnealingLR(o, n)),
        case("cosine(to=0.02)", lambda o, n: schedulers.CosineAnnealingLR(o, n, eta_min=0.02), epochs=3, steps=11),
        case("onecycle", lambda o, n: schedulers.OneCycleLR(o, 0.1, total_steps=n, cycle_momentum=False), epochs=1,
             steps=40),
        case("onecycle(up=0.45,start=10,end=100)", lambda o, n: schedulers.OneCycleLR(
            o, 0.1, total_steps=n, pct_start=0.45, div_factor=10, final_div_factor=100, cycle_momentum=False), epochs=1, steps=23),
        case("plateau(patience=2,by=0.5)", lambda o, n: schedulers.ReduceLROnPlateau(o, factor=0.5, patience=2), by="loss",
             epochs=18, steps=2, losses=LOSSES),
        case("plateau(patience=1,by=0.3,cooldown=2,least=0.02,threshold=0.05)", lambda o, n: schedulers.ReduceLROnPlateau(
            o, factor=0.3, patience=1, cooldown=2, min_lr=0.02, threshold=0.05), by="loss", epochs=18, steps=2, losses=LOSSES),
        case("warmup(5),cosine", lambda o, n: warmup(o, 5, 0.1, schedulers.CosineAnnealingLR(o, n - 5)), base=1, epochs=1, steps=16),
        case("warmup(7,from=0.25)", lambda o, n: schedulers.LinearLR(o, 0.25, total_iters=7), epochs=3),
    ]
    with open(path, "w") as file:
        json.dump(cases, file, indent=1)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
