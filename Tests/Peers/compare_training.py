#!/usr/bin/env python3
"""Darkroom's training and inference beside PyTorch's: the same networks, weights and batches, by turns.

    pip install torch numpy safetensors
    compare_training.py --data cifar-10-batches-bin [--pairs 7] [--threads 2] [--only article-16,uva-32] [--json FILE]

For each row of architectures.py, each pair trains PyTorch (eager, channels_last and, if asked for, torch.compile) and
Darkroom on the first batches of CIFAR-10, as the article trains: batch 64, Adam, mean squared error; and then lets each
reconstruct images of the same file. It prints the images a second of each, their ratio to PyTorch's faster variant, the
median ratio over the pairs, and how far the losses of the timed trainings are apart: the first ten one by one, and the
mean of the first hundred. Losses further apart than --ten and --hundred allow end it with 1.

--instructions avx2 holds both to AVX2, as a laptop would be.

The first ten steps of each training are left out of its time. Inference is timed by the median of its batches; every
time begins with the bytes of a batch. It ends with a table of the median pairs; --json writes every number of every one.
--check FILE holds the ratios beside those of an earlier comparison, which --keep FILE wrote, and ends with 1 where one
fell by more than a tenth.
"""
import argparse, json, os, pathlib, statistics, subprocess, sys, tempfile, time

import numpy as np
import torch
from torch import nn

import kept_ratios
from architectures import ROWS, Variational
from reference_tensors import scaled

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / ".build/release/darkroom"
BATCH, WARMUP = 64, 10


class PyTorch:
    """One of PyTorch's variants of a network."""
    def __init__(self, row, latent, variant):
        self.last = variant == "channels_last"
        self.net = row.build(latent)
        self.has_term = isinstance(self.net, Variational)
        if self.last:
            self.net = self.net.to(memory_format=torch.channels_last)
        if variant == "compile":
            torch._dynamo.reset()  # or the code of earlier networks counts, and too much of it has it give up
        self.run = torch.compile(self.net) if variant == "compile" else self.net

    def batch(self, pixels):
        x = scaled(pixels)
        return x.contiguous(memory_format=torch.channels_last) if self.last else x

    def train(self, batches):
        """Images a second after the first steps, and the loss of every step."""
        optimizer = torch.optim.Adam(self.net.parameters(), lr=1e-3)
        losses, times = [], []
        for pixels in batches:
            start = time.perf_counter()
            x = self.batch(pixels)
            optimizer.zero_grad()
            made, *term = self.run(x) if self.has_term else (self.run(x),)
            loss = nn.functional.mse_loss(made, x) + sum(term)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            times.append(time.perf_counter() - start)
        return BATCH * (len(times) - WARMUP) / sum(times[WARMUP:]), losses

    @torch.inference_mode()
    def infer(self, batches, seconds):
        """Images a second by the median batch, round after round over the batches for so many seconds."""
        times = []
        self.net.eval()
        for pixels in batches[:3]:
            self.run(self.batch(pixels))
        end = time.perf_counter() + seconds
        while len(times) < 3 or time.perf_counter() < end:
            pixels = batches[len(times) % len(batches)]
            start = time.perf_counter()
            self.run(self.batch(pixels))
            times.append(time.perf_counter() - start)
        return BATCH / statistics.median(times)


class Darkroom:
    def __init__(self, row, a, images):
        self.row, self.a, self.images, self.data = row, a, images, pathlib.Path(a.data).resolve()
        self.latent = a.latent or row.latent

    def call(self, *arguments, text=""):
        return subprocess.run(
            [PROGRAM, *map(str, arguments), "--threads", str(self.a.threads), *self.a.kernels], input=text.encode(), check=True,
            stdout=subprocess.PIPE).stdout

    def train(self, steps):
        """A training of the first ten steps, and then one of the others, which goes on from there and is timed."""
        with tempfile.TemporaryDirectory() as folder:
            images = pathlib.Path(folder, "images.npy")
            np.save(images, self.images.permute(0, 2, 3, 1).numpy())
            script = f"""device cpu exact={"yes" if self.a.exact else "no"}
data = load array path="{images}" limit={BATCH * steps}
warmup = pick data 0..{BATCH * WARMUP - 1}
timed = pick data {BATCH * WARMUP}..{BATCH * steps - 1}
seed 0
{self.row.script(self.latent)}
first = train model on=warmup epochs=1 batch={BATCH}
log = train model on=timed epochs=1 batch={BATCH}
save first "first.json"
save log "log.json"
"""
            self.call("run", "-", "--quiet", "--store", "none", "--output", folder, text=script)
            first, log = (json.loads(pathlib.Path(folder, name).read_text()) for name in ["first.json", "log.json"])
        return (BATCH * (steps - WARMUP) / log["epochs"][0]["training_seconds"],
                first["training_losses"] + log["training_losses"])

    def infer(self, seconds):
        """`darkroom bench` times training steps and inference by turns, so that it finds nothing of it in the cache."""
        report = json.loads(self.call(
            "bench", "--only", "step", "--network", self.row.name, "--width", self.row.width, "--latent", self.latent,
            "--side", self.row.side, "--channels", self.row.channels, "--batch", BATCH, "--seconds", seconds, "--data",
            self.data, "--json", *(["--exact"] if self.a.exact else [])))
        return report["steps"][0]["inference_images_per_second"]


def apart(ours, theirs):
    return {"first_ten": max(abs(x - y) / y for x, y in zip(ours[:10], theirs[:10])),
            "mean_of_first_hundred": statistics.fmean(ours[:100]) / statistics.fmean(theirs[:100]) - 1}


def summary(kind, runs):
    """The pairs of a training or an inference, with their ratios to PyTorch's faster variant."""
    ratios = [run["darkroom"] / max(speed for name, speed in run.items() if name != "darkroom") for run in runs]
    middle = runs[ratios.index(statistics.median_low(ratios))]
    print(f"  {kind}: median ratio to PyTorch's faster variant {statistics.median(ratios):.2f}, "
          f"from {min(ratios):.2f} to {max(ratios):.2f}", flush=True)
    return {"images_per_second": runs, "ratios": ratios, "median_ratio": statistics.median(ratios), "median_pair": middle}


def compare(row, a, pixels):
    steps, latent = a.steps or row.steps, a.latent or row.latent
    # Larger images are the same ones with each pixel several times over, smaller ones their corners.
    larger = max(1, row.side // pixels.shape[-1])
    images = pixels[:BATCH * steps, :row.channels].repeat_interleave(larger, 2).repeat_interleave(larger, 3)
    images = images[:, :, :row.side, :row.side].contiguous()
    batches = images.split(BATCH)
    variants = ["eager", "channels_last"] + (["compile"] if a.compile else [])
    training, inference, losses = [], [], []
    print(f"{row.key}, latent {latent}, {steps} steps of {BATCH}", flush=True)
    for pair in range(a.pairs):
        ours, eager = Darkroom(row, a, images), None
        trained, inferred = {}, {}
        for variant in variants:
            trained[variant], values = PyTorch(row, latent, variant).train(batches[:steps])
            eager = eager or values
        trained["darkroom"], values = ours.train(steps)
        for variant in variants:
            inferred[variant] = PyTorch(row, latent, variant).infer(batches, a.seconds)
        inferred["darkroom"] = ours.infer(a.seconds)
        training.append(trained)
        inference.append(inferred)
        losses.append(apart(values, eager))
        tell = lambda speeds: ", ".join(f"{name} {speed:.0f}" for name, speed in speeds.items())
        print(f"  pair {pair + 1}: training {tell(trained)} images/s; inference {tell(inferred)} images/s; first ten losses "
              f"within {losses[-1]['first_ten']:.1e}, mean of the first hundred "
              f"{losses[-1]['mean_of_first_hundred']:+.2%}", flush=True)
    return {
        "key": row.key, "network": row.name, "width": row.width, "latent": latent, "side": row.side, "steps": steps,
        "training": summary("training", training), "inference": summary("inference", inference), "losses": losses}


def table(results):
    """The median pairs of all rows, in Markdown."""
    print("\n| network | width | latent | side | training | PyTorch | ratio | inference | PyTorch | ratio |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for row in results:
        cells = []
        for kind in ["training", "inference"]:
            pair, ratios = row[kind]["median_pair"], row[kind]["ratios"]
            theirs = max(speed for name, speed in pair.items() if name != "darkroom")
            cells += [f"{pair['darkroom']:,.0f}", f"{theirs:,.0f}",
                      f"**{row[kind]['median_ratio']:.2f}** ({min(ratios):.2f} to {max(ratios):.2f})"]
        print("| " + " | ".join([row["network"], *map(str, [row["width"], row["latent"], row["side"]]), *cells]) + " |")


def hold_torch(instructions):
    """Begins anew with PyTorch held to some instructions, which it reads when it is imported."""
    words = {"avx2": ("avx2", "AVX2"), "avx512": ("avx512", "AVX512_CORE")}.get(instructions)
    held = words and {"ATEN_CPU_CAPABILITY": words[0], "ONEDNN_MAX_CPU_ISA": words[1]}
    if held and not held.items() <= os.environ.items():
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | held)


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True, help="the folder of CIFAR-10's binary files")
    p.add_argument("--pairs", type=int, default=7)
    p.add_argument("--steps", type=int, help="training steps, more than ten; as many as each row says if not given")
    p.add_argument("--seconds", type=float, default=2, help="the time for each inference")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--latent", type=int, help="the numbers of a code; as many as each row says if not given")
    p.add_argument("--only", help="the rows to compare: " + ", ".join(row.key for row in ROWS))
    p.add_argument("--compile", action="store_true", help="torch.compile too")
    p.add_argument("--exact", action="store_true", help="Darkroom by direct sums alone")
    p.add_argument("--instructions", choices=["avx2", "avx512"], help="the instructions that both may use")
    p.add_argument("--ten", type=float, default=1e-3, help="how far each of the first ten losses may be apart")
    p.add_argument("--hundred", type=float, default=1e-2, help="how far the means of the first hundred may be apart")
    p.add_argument("--json", type=pathlib.Path, help="write the numbers to a file")
    p.add_argument("--keep", type=pathlib.Path, help="keep the ratios in a file")
    p.add_argument("--check", type=pathlib.Path, help="compare the ratios with those that a file keeps")
    a = p.parse_args()
    hold_torch(a.instructions)
    a.kernels = ["--instructions", a.instructions] if a.instructions else []
    torch.set_num_threads(a.threads)
    keys = a.only.split(",") if a.only else [row.key for row in ROWS]
    rows = [row for row in ROWS if row.key in keys]
    if unknown := set(keys) - {row.key for row in rows}:
        sys.exit(f"there is no row {', '.join(sorted(unknown))}: there are {', '.join(row.key for row in ROWS)}")
    pixels = np.fromfile(pathlib.Path(a.data) / "data_batch_1.bin", np.uint8).reshape(-1, 3073)[:, 1:]
    pixels = torch.from_numpy(pixels[: len(pixels) // BATCH * BATCH].reshape(-1, 3, 32, 32).copy())
    if a.steps and not WARMUP < a.steps <= len(pixels) // BATCH:
        sys.exit(f"--steps is more than {WARMUP} and at most {len(pixels) // BATCH}, the batches of the first file")
    results = [compare(row, a, pixels) for row in rows]
    table(results)
    if a.json:
        a.json.write_text(json.dumps(
            {"torch": torch.__version__, "threads": a.threads, "batch": BATCH, "pairs": a.pairs, "exact": a.exact,
             "instructions": a.instructions,
             "rows": results}, indent=1) + "\n")
    about = {"torch": torch.__version__, "threads": a.threads, "compile": a.compile}
    slower = kept_ratios.fallen(a.check, results) if a.check else []
    if a.keep:
        kept_ratios.keep(a.keep, results, about)
    far = [row["key"] for row in results for pair in row["losses"]
           if pair["first_ten"] > a.ten or abs(pair["mean_of_first_hundred"]) > a.hundred]
    for line in [f"{key}: the losses are further apart than {a.ten:g} and {a.hundred:g}" for key in sorted(set(far))] + slower:
        print(line, file=sys.stderr)
    sys.exit(1 if far or slower else 0)
