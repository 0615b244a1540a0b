"""Darkroom's speed as ratios to PyTorch's, kept in a file from one comparison to the next.

A ratio holds on any machine of a kind, where images a second do not: what fell by more than a tenth became slower.
"""
import json

FALL = 0.1


def ratios(results):
    """The median ratios of each row that was compared."""
    return {row["key"]: {kind: round(row[kind]["median_ratio"], 2) for kind in ["training", "inference"]} for row in results}


def keep(path, results, about):
    """Writes the ratios of the rows that were compared over those that were kept, and leaves the others."""
    rows = json.loads(path.read_text())["rows"] if path.exists() else {}
    path.write_text(json.dumps({"about": about, "rows": rows | ratios(results)}, indent=1) + "\n")


def fallen(path, results):
    """A line for each ratio that fell by more than a tenth, and for each row that has none to compare with."""
    kept, lines = json.loads(path.read_text())["rows"], []
    for key, found in ratios(results).items():
        if key not in kept:
            lines.append(f"{key}: {path} keeps no ratio; --keep {path} adds it")
            continue
        lines += [
            f"{key}: the ratio in {kind} fell from {kept[key][kind]:.2f} to {ratio:.2f}"
            for kind, ratio in found.items() if ratio < (1 - FALL) * kept[key][kind]]
    return lines
