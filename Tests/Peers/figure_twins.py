"""Draws the figures of notebooks/gallery.darkroom once more with matplotlib and seaborn, from the same numbers.

Run with matplotlib and seaborn installed:

    make build
    python Tests/Peers/figure_twins.py FOLDER

It runs the notebook into FOLDER/darkroom, draws the twins into FOLDER/matplotlib at the same size and resolution, and puts each
pair side by side in FOLDER/pairs. What each does better stands in Sources/darkroom/Documentation.docc/Figures.md.
"""
import pathlib
import re
import subprocess
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas
import seaborn

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
WIDE = (7, 4.25)
DPI = 192


def run_gallery(folder):
    """Darkroom's own figures, as PNG and SVG, and the numbers they show."""
    text = re.sub(r"save=([a-z-]+)\.svg", r"save=\1.png,\1.svg", (ROOT / "notebooks/gallery.darkroom").read_text())
    script = folder.parent / "gallery.darkroom"
    script.write_text(text)
    program = ROOT / ".build/release/darkroom"
    subprocess.run([program, "run", script, "--quiet", "--store", "none", "--output", folder], check=True)


def losses(folder, name):
    return pandas.read_csv(folder / f"{name}.csv")


def one_loss(axes, log, color, name=""):
    training = log[log.split == "training"]
    validation = log[log.split == "validation"]
    axes.plot(training.step, training.loss, color=color, alpha=0.28, linewidth=0.5)
    axes.plot(training.step, training.loss.rolling(13, center=True, min_periods=1).mean(), color=color,
              label=f"{name}training")
    return validation


def finish(axes, title, vertical="loss (mse)", horizontal="step"):
    axes.set_title(title)
    axes.set_xlabel(horizontal)
    axes.set_ylabel(vertical)


def loss(source, axes):
    validation = one_loss(axes, losses(source, "log-200"), "C0")
    axes.plot(validation.step, validation.loss, "o-", color="C1", label="validation")
    axes.set_yscale("log")
    axes.legend()
    finish(axes, "Training and validation loss")


def two_losses(source, axes):
    for index, size in enumerate((20, 200)):
        name = f"bottleneck {size}, "
        validation = one_loss(axes, losses(source, f"log-{size}"), f"C{index}", name)
        axes.plot(validation.step, validation.loss, "o--", color=f"C{index}", label=f"{name}validation")
    axes.set_yscale("log")
    axes.legend()
    finish(axes, "Two bottlenecks")


def band(source, axes):
    logs = pandas.concat([losses(source, f"seed-{number}").assign(seed=number) for number in range(1, 5)])
    training = logs[logs.split == "training"].copy()
    training["loss"] = training.groupby("seed").loss.transform(
        lambda values: values.rolling(5, center=True, min_periods=1).mean())
    seaborn.lineplot(training, x="step", y="loss", errorbar=("pi", 100), ax=axes, label="training, mean of 4")
    seaborn.lineplot(logs[logs.split == "validation"], x="step", y="loss", errorbar=("pi", 100), marker="o", ax=axes,
                     label="validation, mean of 4")
    axes.set_yscale("log")
    finish(axes, "Four seeds")


def bars(source, axes):
    scores = [losses(source, f"log-{size}").query("split == 'validation'").loss.iloc[-1] for size in (20, 200)]
    seaborn.barplot(x=["bottleneck 20", "bottleneck 200"], y=scores, ax=axes)
    for container in axes.containers:
        axes.bar_label(container, fmt="%.3g")
    finish(axes, "Validation loss after the last epoch", "mse", "")


def codes(source):
    return pandas.read_csv(source / "codes.csv")


def scatter(source, axes):
    seaborn.scatterplot(codes(source), x="number 9", y="number 20", hue="class", style="class", ax=axes)
    finish(axes, "Two numbers of the codes", "code number 20", "code number 9")


def histogram(source, axes):
    values = codes(source).drop(columns="class").to_numpy().ravel()
    seaborn.histplot(values, ax=axes, element="step")
    finish(axes, "Numbers of the codes", "count", "number of a code")


def heat_map(source, axes):
    # The first sketch of each class at or after the one before it, as `pick one-per-class` takes them.
    table, classes = codes(source), sorted(set(codes(source)["class"]))
    rows, place = [], 0
    for name in classes:
        place = next(index % len(table) for index in range(place, place + len(table))
                     if table["class"][index % len(table)] == name)
        rows.append(place)
        place += 1
    chosen = table.iloc[rows].set_index("class")
    chosen.columns = range(1, len(chosen.columns) + 1)
    seaborn.heatmap(chosen, ax=axes, cmap="viridis", annot=True, fmt=".3g", annot_kws={"size": 6})
    finish(axes, "Codes of the test sketches", "", "code number")


TWINS = [
    ("loss", loss, WIDE), ("losses", two_losses, WIDE), ("band", band, WIDE), ("bars", bars, WIDE),
    ("scatter", scatter, WIDE), ("histogram", histogram, WIDE), ("heat-map", heat_map, (8.05, 4.75)),
]


def pair(left, right, path):
    pictures = [plt.imread(each) for each in (left, right)]
    figure, axes = plt.subplots(1, 2, figsize=(14, 14 / 2 * pictures[0].shape[0] / pictures[0].shape[1]), dpi=DPI)
    for axis, picture in zip(axes, pictures):
        axis.imshow(picture)
        axis.axis("off")
    figure.subplots_adjust(0, 0, 1, 1, 0.01, 0)
    figure.savefig(path)
    plt.close(figure)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "figure-twins").resolve()
    ours, theirs, pairs = (folder / name for name in ("darkroom", "matplotlib", "pairs"))
    for each in (ours, theirs, pairs):
        each.mkdir(parents=True, exist_ok=True)
    run_gallery(ours)
    seaborn.set_theme(style="whitegrid", palette="colorblind")
    print(f"matplotlib {matplotlib.__version__}, seaborn {seaborn.__version__}, numpy {np.__version__}")
    for name, draw, size in TWINS:
        figure, axes = plt.subplots(figsize=size, dpi=DPI, layout="constrained")
        draw(ours, axes)
        figure.savefig(theirs / f"{name}.png")
        figure.savefig(theirs / f"{name}.svg")
        plt.close(figure)
        sizes = [(folder / f"{name}.svg").stat().st_size for folder in (ours, theirs)]
        print(f"{name:10} SVG {sizes[0]:9,} bytes, matplotlib's {sizes[1]:9,}")
        pair(ours / f"{name}.png", theirs / f"{name}.png", pairs / f"{name}.png")


if __name__ == "__main__":
    main()
