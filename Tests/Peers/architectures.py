#!/usr/bin/env python3
"""The networks that `darkroom bench` measures, in PyTorch and as scripts of Darkroom, one row each.

    pip install torch numpy safetensors
    architectures.py [--latent N]       # each row's number of weights, as PyTorch counts them

The rows are those of Sources/Benchmarks/Networks/ArchitectureTable.swift; Tests/BenchmarksTests holds their counts.
"""
import argparse, dataclasses
from collections.abc import Callable

import torch
from torch import nn

import reference_tensors


@dataclasses.dataclass(frozen=True)
class Row:
    """A network in one width: its PyTorch module, and the lines that make it in Darkroom."""
    name: str
    width: int
    steps: int                                   # training steps of a comparison: fewer where they take long
    module: Callable[[int], nn.Module]           # from the latent size; its weights are PyTorch's defaults
    script: Callable[[int], str]                 # from the latent size; the last line makes `model`
    latent: int = 200                            # the latent size of a comparison, unless another is asked for
    side: int = 32                               # rows and columns of the images
    channels: int = 3                            # and their channels

    @property
    def key(self):
        """The name and the width, and what else is not as in most rows."""
        own = [f"latent{self.latent}"] * (self.latent != 200) + [f"side{self.side}"] * (self.side != 32)
        own += [f"channels{self.channels}"] * (self.channels != 3)
        return "-".join([self.name, str(self.width), *own])

    def build(self, latent, seed=0):
        """The module with the weights that `seed N` draws in Darkroom: Xavier for Conv2d and Linear, biases of 0.01."""
        torch.manual_seed(seed)
        net = self.module(latent)
        for module in net.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                nn.init.xavier_uniform_(module.weight)
                module.bias.data.fill_(0.01)
        return net


def article(width, steps):
    return Row("article", width, steps, lambda latent: reference_tensors.Autoencoder(latent, width),
               lambda latent: f"model = autoencoder latent={latent} width={width}")


def uva(width, steps):
    """The autoencoder of UvA's deep learning tutorial 9, with its base channels as the width."""
    narrow, wide = width, 2 * width
    down, up, same = {"stride": 2}, {"stride": 2, "output_padding": 1}, {}

    def module(latent):
        def layers(kinds):
            for kind, a, b, options in kinds:
                yield kind(a, b, 3, padding=1, **options)
                yield nn.GELU()
        encoder = nn.Sequential(
            *layers([(nn.Conv2d, 3, narrow, down), (nn.Conv2d, narrow, narrow, same), (nn.Conv2d, narrow, wide, down),
                     (nn.Conv2d, wide, wide, same), (nn.Conv2d, wide, wide, down)]),
            nn.Flatten(), nn.Linear(16 * wide, latent))
        enlarging = [(nn.ConvTranspose2d, wide, wide, up), (nn.Conv2d, wide, wide, same),
                     (nn.ConvTranspose2d, wide, narrow, up), (nn.Conv2d, narrow, narrow, same)]
        decoder = nn.Sequential(
            nn.Linear(latent, 16 * wide), nn.GELU(), nn.Unflatten(1, (wide, 4, 4)), *layers(enlarging),
            nn.ConvTranspose2d(narrow, 3, 3, padding=1, **up), nn.Tanh())
        return nn.Sequential(encoder, decoder)

    enlarging = "padding=1 stride=2 output_padding=1"
    return Row("uva", width, steps, module, lambda latent: f"""
encoder = network in=3x32x32
  conv2d {narrow} padding=1 stride=2
  gelu
  conv2d {narrow} padding=1
  gelu
  conv2d {wide} padding=1 stride=2
  gelu
  conv2d {wide} padding=1
  gelu
  conv2d {wide} padding=1 stride=2
  gelu
  flatten
  linear {latent}
end
decoder = network in={latent}
  linear {16 * wide}
  gelu
  unflatten {wide}x4x4
  conv_transpose2d {wide} {enlarging}
  gelu
  conv2d {wide} padding=1
  gelu
  conv_transpose2d {narrow} {enlarging}
  gelu
  conv2d {narrow} padding=1
  gelu
  conv_transpose2d 3 {enlarging}
  tanh
end
model = autoencoder encoder decoder""")


class Variational(nn.Module):
    """An autoencoder whose encoder gives means and logarithms of variances; while it trains, images and the codes' term."""
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def forward(self, x):
        means, log_variances = self.encoder(x).chunk(2, 1)
        if not self.training:
            return self.decoder(means)
        images = self.decoder(means + torch.exp(log_variances / 2) * torch.randn_like(means))
        divergence = -0.5 * (1 + log_variances - means ** 2 - log_variances.exp()).sum(1).mean()
        return images, 2 * divergence / x[0].numel()  # beside a mean squared error


def tutorial(name, width, steps, kernel=3, activation=("relu", nn.ReLU), latent=200, side=32, channels=3,
             is_variational=False):
    """The article's layers with kernels, an activation, images or a bottleneck of another kind."""
    w, corner, (line, bend) = width, side // 4, activation
    square = "" if kernel == 3 else f"kernel={kernel} "
    padded = f"{square}padding={kernel // 2}"
    down, up = padded + " stride=2", padded + " stride=2 output_padding=1"

    def module(latent):
        encoder = []
        for a, b, stride in [(channels, w, 1), (w, w, 1), (w, 2 * w, 2), (2 * w, 2 * w, 1), (2 * w, 4 * w, 2),
                             (4 * w, 4 * w, 1)]:
            encoder += [nn.Conv2d(a, b, kernel, padding=kernel // 2, stride=stride), bend()]
        encoder.append(nn.Flatten())
        if is_variational:
            encoder.append(nn.Linear(4 * w * corner ** 2, 2 * latent))
        else:
            encoder += [nn.Linear(4 * w * corner ** 2, latent), bend()]
        decoder = [nn.Linear(latent, 4 * w * corner ** 2), bend(), nn.Unflatten(1, (4 * w, corner, corner))]
        for a, b, stride in [(4 * w, 4 * w, 1), (4 * w, 2 * w, 2), (2 * w, 2 * w, 1), (2 * w, w, 2), (w, w, 1),
                             (w, channels, 1)]:
            decoder += [nn.ConvTranspose2d(
                a, b, kernel, padding=kernel // 2, stride=stride, output_padding=stride - 1), bend()]
        whole = Variational if is_variational else nn.Sequential
        return whole(nn.Sequential(*encoder), nn.Sequential(*decoder[:-1]))

    def lines(layers):
        return "\n".join(f"  {layer}\n  {line}" for layer in layers)

    encoder = lines(f"conv2d {wide} {options}" for wide, options in
                    [(w, padded), (w, padded), (2 * w, down), (2 * w, padded), (4 * w, down), (4 * w, padded)])
    decoder = lines(f"conv_transpose2d {wide} {options}" for wide, options in
                    [(4 * w, padded), (2 * w, up), (2 * w, padded), (w, up), (w, padded)])
    bottleneck = " bottleneck=variational" * is_variational
    made = lambda latent: "" if is_variational else f"  linear {latent}\n  {line}\n"
    return Row(name, width, steps, module, lambda latent: f"""
encoder = network in={channels}x{side}x{side}
{encoder}
  flatten
{made(latent)}end
decoder = network in={latent}
  linear {4 * w * corner ** 2}
  {line}
  unflatten {4 * w}x{corner}x{corner}
{decoder}
  conv_transpose2d {channels} {padded}
end
model = autoencoder encoder decoder{bottleneck}""", latent, side, channels)


def script(latent, encoder, decoder):
    """A model of two networks, each a list of lines."""
    lines = lambda layers: "\n".join(f"  {layer}" for layer in layers)
    return f"""
encoder = network in=3x32x32
{lines(encoder)}
end
decoder = network in={latent}
{lines(decoder)}
end
model = autoencoder encoder decoder"""


def pooled(width, steps):
    """Three times a convolution, batch norm, ReLU and pooling; and back."""
    down, up = [(3, width), (width, 2 * width), (2 * width, 4 * width)], [(4 * width, 2 * width), (2 * width, width),
                                                                            (width, width)]

    def module(latent):
        encoder, decoder = [], [nn.Linear(latent, 64 * width), nn.Unflatten(1, (4 * width, 4, 4))]
        for a, b in down:
            encoder += [nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(), nn.MaxPool2d(2)]
        for a, b in up:
            decoder += [nn.Upsample(scale_factor=2), nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU()]
        return nn.Sequential(
            nn.Sequential(*encoder, nn.Flatten(), nn.Linear(64 * width, latent)),
            nn.Sequential(*decoder, nn.Conv2d(width, 3, 3, padding=1), nn.Tanh()))

    encoder = [line for _, b in down for line in (f"conv2d {b} padding=1", "batch_norm2d", "relu", "max_pool2d 2")]
    decoder = [line for _, b in up for line in ("upsample 2", f"conv2d {b} padding=1", "batch_norm2d", "relu")]
    return Row("pooled", width, steps, module, lambda latent: script(
        latent, [*encoder, "flatten", f"linear {latent}"],
        [f"linear {64 * width}", f"unflatten {4 * width}x4x4", *decoder, "conv2d 3 padding=1", "tanh"]))


class Residual(nn.Module):
    """A body, and its input added to what it makes."""
    def __init__(self, channels):
        super().__init__()
        self.body = nn.Sequential(*(layer for _ in range(2) for layer in (
            nn.GroupNorm(channels // 4, channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1))))

    def forward(self, x):
        return x + self.body(x)


def residual(width, steps):
    """A residual block on each of three sizes of image, each down by a strided convolution and up by resampling."""
    down = [(3, width), (width, width), (width, 2 * width)]
    up = [(2 * width, 2 * width), (2 * width, width), (width, width)]

    def module(latent):
        encoder, decoder = [], [nn.Linear(latent, 32 * width), nn.Unflatten(1, (2 * width, 4, 4))]
        for a, b in down:
            encoder += [nn.Conv2d(a, b, 3, padding=1, stride=2), Residual(b)]
        for a, b in up:
            decoder += [Residual(a), nn.Upsample(scale_factor=2, mode="bilinear"), nn.Conv2d(a, b, 3, padding=1)]
        return nn.Sequential(
            nn.Sequential(*encoder, nn.SiLU(), nn.Flatten(), nn.Linear(32 * width, latent)),
            nn.Sequential(*decoder, nn.SiLU(), nn.Conv2d(width, 3, 3, padding=1), nn.Tanh()))

    def block(channels):
        return ["residual", *2 * [f"group_norm {channels // 4}", "silu", f"conv2d {channels} padding=1"], "end"]

    encoder = [line for _, b in down for line in (f"conv2d {b} padding=1 stride=2", *block(b))]
    decoder = [line for a, b in up for line in (*block(a), "upsample 2 mode=bilinear", f"conv2d {b} padding=1")]
    return Row("residual", width, steps, module, lambda latent: script(
        latent, [*encoder, "silu", "flatten", f"linear {latent}"],
        [f"linear {32 * width}", f"unflatten {2 * width}x4x4", *decoder, "silu", "conv2d 3 padding=1", "tanh"]))


def depthwise(width, steps):
    """Each convolution is one of 3x3 for each channel by itself, and one of 1x1 over all channels."""
    w = width
    encoder = [(w, 2 * w), nn.AvgPool2d(2), (2 * w, 4 * w), nn.AvgPool2d(2), (4 * w, 4 * w)]
    decoder = [(4 * w, 4 * w), nn.PixelShuffle(2), (w, 4 * w), nn.PixelShuffle(2), (w, w)]

    def modules(parts):
        for part in parts:
            if isinstance(part, tuple):
                a, b = part
                yield from (nn.Conv2d(a, a, 3, padding=1, groups=a), nn.Conv2d(a, b, 1), nn.BatchNorm2d(b), nn.ReLU())
            else:
                yield part

    def lines(parts):
        for part in parts:
            if isinstance(part, tuple):
                a, b = part
                yield from (f"conv2d {a} padding=1 groups={a}", f"conv2d {b} kernel=1", "batch_norm2d", "relu")
            else:
                yield "avg_pool2d 2" if isinstance(part, nn.AvgPool2d) else "pixel_shuffle 2"

    def module(latent):
        return nn.Sequential(
            nn.Sequential(nn.Conv2d(3, w, 3, padding=1), nn.ReLU(), *modules(encoder), nn.Flatten(),
                          nn.Linear(256 * w, latent)),
            nn.Sequential(nn.Linear(latent, 256 * w), nn.Unflatten(1, (4 * w, 8, 8)), *modules(decoder),
                          nn.Conv2d(w, 3, 3, padding=1), nn.Tanh()))

    return Row("depthwise", width, steps, module, lambda latent: script(
        latent, [f"conv2d {w} padding=1", "relu", *lines(encoder), "flatten", f"linear {latent}"],
        [f"linear {256 * w}", f"unflatten {4 * w}x8x8", *lines(decoder), "conv2d 3 padding=1", "tanh"]))


ROWS = [article(8, 100), article(16, 100), article(32, 60), article(64, 30),
        tutorial("article", 16, 60, latent=1000), tutorial("article", 16, 30, side=64), tutorial("article", 16, 16, side=128),
        tutorial("article", 16, 60, side=28, channels=1), tutorial("variational", 16, 60, is_variational=True),
        tutorial("gelu", 16, 60, activation=("gelu", nn.GELU), latent=16), uva(32, 100), tutorial("5x5", 16, 60, kernel=5),
        pooled(32, 60), residual(32, 60), depthwise(32, 60)]


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--latent", type=int)
    a = p.parse_args()
    for row in ROWS:
        weights = row.build(a.latent or row.latent).parameters()
        print(f"{row.key}: {sum(parameter.numel() for parameter in weights)}")
