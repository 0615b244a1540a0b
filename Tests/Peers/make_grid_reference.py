"""Writes Tests/FiguresTests/Fixtures/make_grid.json: what torchvision's make_grid gives for small batches.

Run with torch and torchvision installed:  python Tests/Peers/make_grid_reference.py
"""
import json
import pathlib

import torch
from torchvision.utils import make_grid

CASES = [
    ((5, 3, 2, 3), dict()),
    ((5, 3, 2, 3), dict(nrow=2)),
    ((4, 3, 2, 2), dict(nrow=2, padding=0)),
    ((3, 3, 2, 2), dict(nrow=10, padding=1, normalize=True)),
    ((4, 3, 2, 2), dict(nrow=3, padding=1, pad_value=0.5, normalize=True, scale_each=True)),
    ((4, 3, 2, 2), dict(nrow=3, padding=3, normalize=True, value_range=[-0.5, 0.75])),
    ((1, 3, 2, 3), dict(normalize=True)),
    ((1, 1, 2, 3), dict()),
    ((3, 1, 2, 2), dict(nrow=2, pad_value=1.0)),
    ((2, 3, 2, 2), dict(normalize=True, value_range=[0.25, 0.25])),
]

rows = []
for index, (shape, options) in enumerate(CASES):
    torch.manual_seed(index)
    images = torch.randn(shape)
    given = dict(options)
    if "value_range" in given:
        given["value_range"] = tuple(given["value_range"])
    grid = make_grid(images, **given)
    pixels = grid.mul(255).add_(0.5).clamp_(0, 255).permute(1, 2, 0).to(torch.uint8)
    rows.append({
        "shape": list(shape), "options": options, "images": images.flatten().tolist(),
        "gridShape": list(grid.shape), "grid": grid.flatten().tolist(), "pixels": pixels.flatten().tolist(),
    })
out = pathlib.Path(__file__).parent.parent / "FiguresTests/Fixtures/make_grid.json"
out.write_text(json.dumps(rows) + "\n")
