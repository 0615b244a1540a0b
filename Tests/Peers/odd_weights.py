#!/usr/bin/env python3
"""Files of weights as they come from elsewhere, for the tests of what reads them: types, prefixes, containers, damage.

    pip install torch numpy safetensors
    odd_weights.py Tests/NeuralNetworksTests/Fixtures/Odd

All of them are of one tiny network, `Tests/NeuralNetworksTests/Weights/OddWeightsTests.swift` says which and what comes of
each. Every number is a multiple of 1/16 below 8, so that no type rounds it.
"""
import io, json, os, struct, sys, zipfile

import numpy
import torch
from safetensors.torch import save as to_safetensors
from torch import nn

FOLDER = sys.argv[1]
torch.manual_seed(0)


class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, 2, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(8, 3))
        self.decoder = nn.Sequential(nn.Linear(3, 4), nn.Unflatten(1, (1, 2, 2)), nn.Sigmoid())


def numbered(shape, start):
    count = int(numpy.prod(shape))
    return ((torch.arange(start, start + count) * 37 % 201 - 100) / 16).reshape(shape)


MODEL = Small()
with torch.no_grad():
    at = 0
    for parameter in MODEL.parameters():
        parameter.copy_(numbered(parameter.shape, at))
        at += parameter.numel()
STATE = {name: value.clone() for name, value in MODEL.state_dict().items()}


def write(name, data):
    with open(os.path.join(FOLDER, name), "wb") as file:
        file.write(data)


def safetensors(name, state, metadata=None):
    data = to_safetensors({key: value.contiguous() for key, value in state.items()}, metadata)
    write(name, data)
    return data


def torch_bytes(value, **options):
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def torch_file(name, value, **options):
    """A file just as PyTorch writes it."""
    data = torch_bytes(value, **options)
    write(name, data)
    return data


def packed_file(name, value, **options):
    """The same, deflated, where the archive itself is not what matters."""
    write(name, rezipped(torch_bytes(value, **options), lambda name, data: data))


def rezipped(data, change):
    """The archive, deflated, with each member as `change(name, bytes)` has it; nothing for one that goes."""
    source, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            contents = change(entry.filename, source.read(entry))
            if "serialization_id" in entry.filename or "debug_pkl" in entry.filename:
                contents = None
            if contents is not None:
                information = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
                information.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(information, contents)
    return buffer.getvalue()


def prefixed(prefix, state=STATE):
    return {prefix + name: value for name, value in state.items()}


def cast(dtype):
    return {name: value.to(dtype) for name, value in STATE.items()}


def changed(**values):
    return {**STATE, **{name.replace("__", "."): value for name, value in values.items()}}


os.makedirs(FOLDER, exist_ok=True)

# Types and prefixes.
plain = safetensors("plain.safetensors", STATE, {"format": "pt"})
safetensors("half.safetensors", cast(torch.float16))
safetensors("bfloat16.safetensors", cast(torch.bfloat16))
safetensors("double.safetensors", cast(torch.float64))
safetensors("mixed.safetensors", changed(encoder__3__weight=STATE["encoder.3.weight"].half()))
safetensors("parallel.safetensors", prefixed("module."))
safetensors("compiled.safetensors", prefixed("_orig_mod."))
safetensors("lightning.safetensors", prefixed("model."))
safetensors("parallel-compiled.safetensors", prefixed("module._orig_mod."))
safetensors("inside.safetensors", prefixed("autoencoder."))
safetensors("inside-compiled.safetensors", prefixed("_orig_mod.autoencoder."))
safetensors("inside-inside.safetensors", prefixed("system.autoencoder."))
safetensors("two-prefixes.safetensors", {
    ("first." if name.startswith("encoder") else "second.") + name: value for name, value in STATE.items()})
safetensors("twice.safetensors", {**STATE, "module.encoder.0.bias": torch.ones(2)})

# What PyTorch writes.
state = torch_file("state.pt", MODEL.state_dict())
torch_file("protocol-5.pt", MODEL.state_dict(), pickle_protocol=5)
optimizer = torch.optim.Adam(MODEL.parameters())
torch_file(
    "checkpoint.pt",
    {"epoch": 3, "model_state_dict": MODEL.state_dict(), "optimizer_state_dict": optimizer.state_dict(), "loss": 0.25})
packed_file("halves.pt", {"encoder": MODEL.encoder.state_dict(), "decoder": MODEL.decoder.state_dict()})
packed_file("parameters.pt", dict(MODEL.named_parameters()))
packed_file("bfloat16.pt", cast(torch.bfloat16))
flat = torch.cat([value.flatten() for value in STATE.values()])
views, at = {}, 0
for name, value in STATE.items():
    views[name] = flat[at:at + value.numel()].view(value.shape)
    at += value.numel()
shared = torch_file("shared.pt", views)
torch_file("strided.pt", {
    name: value.t().contiguous().t() if value.dim() == 2 else value.contiguous(memory_format=torch.channels_last)
    if value.dim() == 4 else torch.stack([value, value], 1)[:, 0] for name, value in STATE.items()})
swapped = lambda data: b"".join(data[place:place + 4][::-1] for place in range(0, len(data), 4))
write("big-endian.pt", rezipped(state, lambda name, data: swapped(data) if "/data/" in name
                                else b"big" if name.endswith("byteorder") else data))
# Its end names storages by their addresses.
write("old.pt", torch_bytes(MODEL.state_dict(), _use_new_zipfile_serialization=False)[:64])
packed_file("whole.pt", nn.Linear(1, 1))
buffer = io.BytesIO()
torch.jit.save(torch.jit.script(nn.Linear(1, 1)), buffer)
write("script.pt", rezipped(buffer.getvalue(), lambda name, data: data))
packed_file("candidates.pt", {"model": {"a": torch.zeros(1)}, "net": {"a": torch.ones(1)}})
packed_file("tensor.pt", torch.zeros(2))
packed_file("nothing.pt", {"epoch": 3, "loss": [0.5, 0.25]})
packed_file("system.pt", type("System", (), {"__reduce__": lambda self: (os.system, ("touch /tmp/executed",))})())

# Other names.
names = {"encoder.0": "enc.conv", "encoder.3": "enc.fc", "decoder.0": "dec.fc"}
renamed = {names[key.rpartition(".")[0]] + "." + key.rpartition(".")[2]: value for key, value in STATE.items()}
packed_file("renamed.pt", renamed)

# Damage and lies.
write("cut.safetensors", plain[:-50])
write("cut-header.safetensors", plain[:60])
write("cut.pt", state[:1200])
header = struct.unpack("<Q", plain[:8])[0]
write("lying.safetensors", plain.replace(b'"shape":[3,8]', b'"shape":[3,9]'))
pickle = zipfile.ZipFile(io.BytesIO(state)).read("archive/data.pkl")
conv = pickle.index(b"(K\x02K\x01K\x03K\x03t")
strides = pickle.index(b"(K\x09K\x09K\x03K\x01t", conv)
beyond = pickle[:strides + 2] + b"\x7f" + pickle[strides + 3:]
write("beyond.pt", rezipped(state, lambda name, data: beyond if name.endswith("data.pkl") else data))
write("lost.pt", rezipped(state, lambda name, data: None if name.endswith("/data/0") else data))
write("changed.pt", shared.replace(flat.numpy().tobytes(), flat.flip(0).numpy().tobytes()))

# What is no file of weights.
write("page.safetensors", b"<!DOCTYPE html>\n<html><title>Not found</title></html>\n")
write("pointer.safetensors", b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"4d" * 32 + b"\nsize 812\n")
write("picture.pt", bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9"))
write("empty.pt", b"")
buffer = io.BytesIO()
numpy.savez(buffer, a=numpy.zeros(2, dtype="float32"))
write("arrays.npz", buffer.getvalue())
write("network.onnx", bytes.fromhex("08071207") + b"pytorch" + bytes.fromhex("1a05") + b"2.3.1")
write("model.safetensors.index.json", json.dumps({
    "metadata": {"total_size": 252},
    "weight_map": {name: f"model-0000{1 + place % 2}-of-00002.safetensors" for place, name in enumerate(STATE)}}).encode())
write("noise.pth", bytes(range(1, 40)))

# What does not fit.
safetensors("extra.safetensors", {**STATE, "head.weight": torch.zeros(10, 3), "head.bias": torch.zeros(10)})
safetensors("no-bias.safetensors", {name: value for name, value in STATE.items() if name != "encoder.0.bias"})
safetensors("transposed.safetensors", changed(encoder__3__weight=STATE["encoder.3.weight"].t()))
safetensors("integers.safetensors", changed(encoder__0__weight=STATE["encoder.0.weight"].to(torch.int8)))
safetensors("infinite.safetensors", changed(decoder__0__bias=torch.tensor([0, 1, torch.inf, 2])))
safetensors("overflowing.safetensors", changed(decoder__0__bias=torch.tensor([0, 1e300, 1, 2], dtype=torch.float64)))
safetensors("others.safetensors", {f"layers.{index}.weight": torch.zeros(index + 1) for index in range(20)})


def description(activation, is_brightness):
    return {"darkroom": json.dumps({
        "bottleneck": None, "epochs": 4, "outputIsBrightness": is_brightness,
        "encoder": {"input": "1x2x2", "layers": ["conv2d 2 padding=1", activation, "flatten", "linear 3"]},
        "decoder": {"input": "3", "layers": ["linear 4", "unflatten 1x2x2", "sigmoid"]}})}


safetensors("described.safetensors", STATE, description("relu", True))
safetensors("other-activation.safetensors", STATE, description("gelu", False))
