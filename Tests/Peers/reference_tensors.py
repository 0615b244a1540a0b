#!/usr/bin/env python3
"""Reference tensors for the parity tests, from PyTorch: the article's autoencoder, trained as the article trains it.

    pip install torch numpy safetensors
    reference_tensors.py OUT --data cifar-10-batches-bin [--width 2] [--latent 8] [--batch 8] [--seed 0]
    reference_tensors.py OUT --check model.safetensors    # a file of ours through the article's load_state_dict

For each of the steps 1, 10 and 100 it writes OUT/step-N.safetensors: the batch as bytes (`images`), the weights, Adam's
moments (`m.`, `v.`) before the step, the gradients of the same weights in float64 (`gradient.`, stored as float32),
and the weights after the step (`after.`); metadata holds the step and the loss in float32 and float64.
OUT/initial.safetensors holds the weights after torch.manual_seed(seed) and the article's initialisation.
OUT/outputs.safetensors holds the outputs of those initial weights for the first two images.
--check loads a file strictly, and compares its outputs with those in model-outputs.safetensors beside it; the tests
write both into the folder named by DARKROOM_PEER_FOLDER.
Full width: --width 16 --latent 200 --batch 64, and the tests read the folder named by DARKROOM_PARITY_FIXTURES.
"""
import argparse, copy, pathlib

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn


class Encoder(nn.Module):
    def __init__(self, latent, width):
        super().__init__()
        c1, c2, c4 = width, 2 * width, 4 * width
        layers = []
        for a, b, stride in [(3, c1, 1), (c1, c1, 1), (c1, c2, 2), (c2, c2, 1), (c2, c4, 2), (c4, c4, 1)]:
            layers += [nn.Conv2d(a, b, 3, padding=1, stride=stride), nn.ReLU()]
        self.net = nn.Sequential(*layers, nn.Flatten(), nn.Linear(c4 * 64, latent), nn.ReLU())

    def forward(self, x):
        return self.net(x)


class Decoder(nn.Module):
    def __init__(self, latent, width):
        super().__init__()
        c1, c2, c4 = width, 2 * width, 4 * width
        self.linear = nn.Sequential(nn.Linear(latent, c4 * 64), nn.ReLU())
        layers = []
        for a, b, stride in [(c4, c4, 1), (c4, c2, 2), (c2, c2, 1), (c2, c1, 2), (c1, c1, 1), (c1, 3, 1)]:
            layers += [nn.ConvTranspose2d(a, b, 3, padding=1, stride=stride, output_padding=stride - 1), nn.ReLU()]
        self.conv = nn.Sequential(*layers[:-1])

    def forward(self, z):
        return self.conv(self.linear(z).view(z.shape[0], -1, 8, 8))


class Autoencoder(nn.Module):
    def __init__(self, latent, width):
        super().__init__()
        self.encoder, self.decoder = Encoder(latent, width), Decoder(latent, width)

    def forward(self, x):
        return self.decoder(self.encoder(x))


def build(latent, width, seed):
    torch.manual_seed(seed)
    net = Autoencoder(latent, width)
    for module in net.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(module.weight)
            module.bias.data.fill_(0.01)
    return net


def scaled(pixels):
    return (pixels.float() / 255 - 0.5) / 0.5


def write(a):
    files = sorted(pathlib.Path(a.data).glob("data_batch_*.bin"))
    pixels = np.concatenate([np.fromfile(f, np.uint8).reshape(-1, 3073)[:, 1:] for f in files[:1]])
    pixels = torch.from_numpy(pixels[: 100 * a.batch].reshape(-1, 3, 32, 32).copy())
    net = build(a.latent, a.width, a.seed)
    keep = lambda d, name, **notes: save_file(
        {k: t.detach().clone().contiguous() for k, t in d.items()}, a.out / name, {k: repr(v) for k, v in notes.items()})
    keep(net.state_dict(), "initial.safetensors")
    keep({"input": scaled(pixels[:2]), "output": net(scaled(pixels[:2]))}, "outputs.safetensors")
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for step in range(1, 101):
        batch = pixels[(step - 1) * a.batch : step * a.batch]
        tensors = {}
        if step in (1, 10, 100):
            tensors["images"] = batch
            exact = copy.deepcopy(net).double()
            x = scaled(batch).double()
            exact.zero_grad()
            exact_loss = nn.functional.mse_loss(exact(x), x)
            exact_loss.backward()
            for name, p in net.named_parameters():
                state = optimizer.state.get(p, {})
                tensors[name] = p.detach().clone()
                tensors["m." + name] = state.get("exp_avg", torch.zeros_like(p)).clone()
                tensors["v." + name] = state.get("exp_avg_sq", torch.zeros_like(p)).clone()
            for name, p in exact.named_parameters():
                tensors["gradient." + name] = p.grad.float()
        x = scaled(batch)
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(net(x), x)
        loss.backward()
        optimizer.step()
        if tensors:
            tensors |= {"after." + name: p for name, p in net.named_parameters()}
            keep(tensors, f"step-{step}.safetensors", step=step, loss=loss.item(), exact_loss=exact_loss.item())
            print(f"step {step}: loss {loss.item():.7f}")


def check(a):
    """Loads a file of ours by load_state_dict, and compares its outputs, if an `…-outputs.safetensors` lies beside it."""
    state = load_file(a.check)
    latent, width = state["encoder.net.13.weight"].shape[0], state["encoder.net.0.weight"].shape[0]
    net = Autoencoder(latent, width)
    print(net.load_state_dict(state))
    beside = a.check.with_name(a.check.stem + "-outputs.safetensors")
    outputs = load_file(beside)
    with torch.no_grad():
        found = net(outputs["input"])
    print(f"largest difference of {found.numel()} outputs: {(found - outputs['output']).abs().max().item():.3g}")


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=pathlib.Path)
    p.add_argument("--data")
    p.add_argument("--check", type=pathlib.Path)
    p.add_argument("--width", type=int, default=2)
    p.add_argument("--latent", type=int, default=8)
    p.add_argument("--batch", type=int, default=8)
    p.add_argument("--seed", type=int, default=0)
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    check(a) if a.check else write(a)
