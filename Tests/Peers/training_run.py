#!/usr/bin/env python3
"""A training of a small autoencoder in PyTorch, with everything that is drawn at random, for the tests of the trainer.

    pip install torch numpy safetensors
    training_run.py Tests/TrainingTests/Fixtures/run.safetensors

Batch norm, dropout, a shuffling DataLoader, AdamW and a cosine schedule, after `torch.manual_seed(0)`; the tensors are
`images` and `validation` (bytes), `losses` of every step, `validations` of every epoch and `rates` of every step.
"""
import sys

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS, BATCH = 25, 16


def pictures(count, seed):
    """Waves of random direction in three channels, as bytes."""
    random = np.random.RandomState(seed)
    y, x = np.mgrid[0:8, 0:8]
    waves = [np.sin(a * x + b * y + c) for a, b, c in random.uniform(-1, 1, (count * 3, 3))]
    return torch.tensor(np.round((np.array(waves) + 1) * 127.5).reshape(count, 3, 8, 8).astype(np.uint8))


def main(path):
    images, validation = pictures(64, 1), pictures(20, 2)
    normalised = lambda pixels: ((pixels.float() / 255) - 0.5) / 0.5
    torch.manual_seed(0)
    encoder = nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.2), nn.Flatten(),
        nn.Linear(96, 10))
    decoder = nn.Sequential(
        nn.Linear(10, 96), nn.BatchNorm1d(96), nn.ReLU(), nn.Unflatten(1, (6, 4, 4)),
        nn.ConvTranspose2d(6, 3, 3, stride=2, padding=1, output_padding=1))
    model = nn.Sequential(encoder, decoder)
    loader = DataLoader(TensorDataset(normalised(images)), batch_size=BATCH, shuffle=True)
    checks = DataLoader(TensorDataset(normalised(validation)), batch_size=BATCH)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS * len(loader))
    losses, rates, validations = [], [], []
    for _ in range(EPOCHS):
        model.train()
        for (batch,) in loader:
            loss = nn.functional.mse_loss(model(batch), batch)
            optimizer.zero_grad()
            loss.backward()
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        model.eval()
        with torch.no_grad():
            validations.append(np.mean([nn.functional.mse_loss(model(batch), batch).item() for (batch,) in checks]))
    save_file({
        "images": images, "validation": validation, "losses": torch.tensor(losses), "rates": torch.tensor(rates),
        "validations": torch.tensor(validations, dtype=torch.float32)}, path)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
