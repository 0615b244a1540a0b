#!/usr/bin/env python3
"""Trains on in PyTorch with a model of Darkroom's and the memory of its optimiser, beside Darkroom itself.

    pip install torch numpy safetensors
    train_on.py .build/release/darkroom

Darkroom trains the article's network for two epochs, keeps the training as a checkpoint and saves the model with
`optimizer=yes`, and trains a third epoch. PyTorch takes up each of the two files, weights and Adam's moments, and trains the
third epoch on the same batches; its losses are printed beside Darkroom's.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch
from reference_tensors import Autoencoder
from safetensors import safe_open
from safetensors.torch import load_file

SCRIPT = """
training = load sketches count=256
model = autoencoder latent=200
log = train model on=training epochs=2 checkpoint="model.checkpoint" store=no
save model "model.safetensors" optimizer=yes
more = train model on=training epochs=1 store=no
save more "more.json"
save training "training.npy"
"""


def main(program):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        (folder / "script.darkroom").write_text(SCRIPT)
        subprocess.run([program, "run", folder / "script.darkroom", "--output", folder, "--quiet"], check=True)
        ours = json.loads((folder / "more.json").read_text())["training_losses"]
        images = torch.tensor(np.load(folder / "training.npy"))
        for name in ["model.checkpoint", "model.safetensors"]:
            tensors = load_file(folder / name)
            notes = json.loads(safe_open(folder / name, "pt").metadata()["darkroom"])["optimizer"]
            net = Autoencoder(200, 16)
            net.load_state_dict({key: tensor for key, tensor in tensors.items() if not key.startswith(("optimizer.", "training."))})
            adam = torch.optim.Adam(net.parameters(), lr=1e-3)
            adam.load_state_dict({
                "state": {
                    index: {
                        "step": torch.tensor(float(notes["step"])),
                        **{slot: tensors[f"optimizer.{slot}.{parameter}"] for slot in notes["slots"]}}
                    for index, (parameter, _) in enumerate(net.named_parameters())},
                "param_groups": adam.state_dict()["param_groups"]})
            for step, loss in enumerate(ours):
                batch = images[64 * step : 64 * step + 64]
                theirs = torch.nn.functional.mse_loss(net(batch), batch)
                adam.zero_grad()
                theirs.backward()
                adam.step()
                print(f"{name}, step {step + 1}: {loss:.7f}, PyTorch's {theirs.item():.7f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]).resolve())
