#!/usr/bin/env python3
"""Darkroom's training beside PyTorch's: the same network, weights and batches, in turns on the same machine.

    pip install torch numpy safetensors
    compare_training.py --data cifar-10-batches-bin [--pairs 7] [--steps 100] [--threads 2] [--latent 200]

Each pair trains PyTorch (eager and channels_last by turns of whole runs) and Darkroom on the first batches of CIFAR-10,
as the article trains: batch 64, Adam, mean squared error. It prints the images a second of each, their ratio to
PyTorch's faster variant, the median ratio over the pairs, and how far the first hundred losses are apart.
The first ten steps of each run are left out of its time.
"""
import argparse, json, pathlib, statistics, subprocess, sys, tempfile, time

import numpy as np
import torch
from torch import nn

from reference_tensors import build, scaled

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / ".build/release/darkroom"
WARMUP = 10


def pytorch(a, pixels, variant):
    net = build(a.latent, 16, 0)
    if variant == "channels_last":
        net = net.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    losses, times = [], []
    for batch in pixels.split(64):
        start = time.perf_counter()
        x = scaled(batch)
        if variant == "channels_last":
            x = x.contiguous(memory_format=torch.channels_last)
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(net(x), x)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        times.append(time.perf_counter() - start)
    return 64 * (len(times) - WARMUP) / sum(times[WARMUP:]), losses


def darkroom(a):
    """The time of the steps is that of a training of all of them, less that of one of the first ten."""
    def run(steps):
        script = f"""
data = load cifar10 path="{pathlib.Path(a.data).resolve()}" limit={64 * steps}
seed 0
model = autoencoder latent={a.latent}
log = train model on=data epochs=1 batch=64
save log "log.json"
"""
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [PROGRAM, "run", "-", "--threads", str(a.threads), "--quiet", "--output", folder], input=script.encode(),
                check=True)
            log = json.loads(pathlib.Path(folder, "log.json").read_text())
        return log["epochs"][0]["training_seconds"], log["training_losses"]
    first, _ = run(WARMUP)
    all_steps, losses = run(a.steps)
    return 64 * (a.steps - WARMUP) / (all_steps - first), losses


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--pairs", type=int, default=7)
    p.add_argument("--steps", type=int, default=100)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--latent", type=int, default=200)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    pixels = np.fromfile(pathlib.Path(a.data) / "data_batch_1.bin", np.uint8).reshape(-1, 3073)[: 64 * a.steps, 1:]
    pixels = torch.from_numpy(pixels.reshape(-1, 3, 32, 32).copy())
    if len(pixels) < 64 * a.steps:
        sys.exit(f"--steps is at most {len(pixels) // 64}, the batches of the first file")
    ratios = []
    for pair in range(a.pairs):
        eager, losses = pytorch(a, pixels, "eager")
        channels_last, _ = pytorch(a, pixels, "channels_last")
        ours, our_losses = darkroom(a)
        ratios.append(ours / max(eager, channels_last))
        apart = max(abs(x - y) / y for x, y in zip(our_losses[:10], losses[:10]))
        mean = statistics.fmean(our_losses[:100]) / statistics.fmean(losses[:100]) - 1
        print(
            f"pair {pair + 1}: eager {eager:.0f}, channels_last {channels_last:.0f}, darkroom {ours:.0f} images/s, "
            f"ratio {ratios[-1]:.2f}; first ten losses within {apart:.1e}, mean of the first hundred {mean:+.2%}", flush=True)
    print(f"median ratio to PyTorch's faster variant: {statistics.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")
