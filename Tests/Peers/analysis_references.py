"""Writes Tests/AnalysisTests/Fixtures/scikit-learn.json: what scikit-learn makes of some of its handwritten digits.

    python Tests/Peers/analysis_references.py

Written with scikit-learn 1.9.1. Principal components of more rows than columns and of fewer, t-SNE from a stored start
with its Kullback-Leibler divergence at the start and at the end, and its first steps; trustworthiness and silhouette of a map
that is stored.
"""

import json
import pathlib

import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold import _t_sne
from sklearn.metrics import silhouette_score
from sklearn.linear_model import RidgeClassifier
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

digits = load_digits()
rows = digits.data[:150]
labels = digits.target[:150]


def numbers(array):
    return [float(f"{value:.9g}") for value in np.asarray(array, dtype=np.float64).ravel()]


def components(data, count):
    fitted = PCA(count, svd_solver="full").fit(data)
    return {
        "rows": len(data),
        "count": count,
        "mean": numbers(fitted.mean_),
        "components": numbers(fitted.components_),
        "variances": numbers(fitted.explained_variance_),
        "ratios": numbers(fitted.explained_variance_ratio_),
        "codes": numbers(fitted.transform(data[:5])),
    }


def neighbour_map(data):
    """t-SNE with scikit-learn's defaults, the repulsion exact (`angle=0`), and the divergence of its start."""
    map_ = TSNE(n_components=2, perplexity=30, init="pca", random_state=0, angle=0.0)
    placed = map_.fit_transform(data)
    start = PCA(2, svd_solver="full").fit_transform(data)
    start = start / np.std(start[:, 0]) * 1e-4
    # The divergence and its gradient where the start is stretched to a deviation of 1.
    neighbours = NearestNeighbors(n_neighbors=91).fit(data)
    distances = neighbours.kneighbors_graph(mode="distance")
    distances.data **= 2
    joint = _t_sne._joint_probabilities_nn(distances, 30, 0)
    stretched = (start * 1e4).astype(np.float32).ravel()
    divergence, gradient = _t_sne._kl_divergence_bh(stretched, joint, 1, len(data), 2, angle=0.0)
    return {
        "start": numbers(start),
        "divergence": float(map_.kl_divergence_),
        "iterations": int(map_.n_iter_),
        "map": numbers(placed),
        "divergenceOfStart": float(divergence),
        "gradientOfStart": numbers(gradient[:20]),
        "trustworthiness": float(trustworthiness(data, placed)),
        "silhouette": float(silhouette_score(placed, labels)),
        "silhouetteOfRows": float(silhouette_score(data, labels)),
    }


def first_steps(data, perplexity=27, steps=6):
    """t-SNE's first steps, before roundings have grown to differences. Every row is every other's neighbour, for of equal
    distances scikit-learn takes any."""
    distances = NearestNeighbors(n_neighbors=len(data) - 1).fit(data).kneighbors_graph(mode="distance")
    distances.data **= 2
    joint = _t_sne._joint_probabilities_nn(distances, perplexity, 0)
    start = PCA(2, svd_solver="full").fit_transform(data)
    start = start / np.std(start[:, 0]) * 1e-4
    points, _, _ = _t_sne._gradient_descent(
        _t_sne._kl_divergence_bh, start.ravel(), 0, steps, momentum=0.5, learning_rate=50, min_gain=0.01,
        args=[joint * 12, 1, len(data), 2], kwargs={"skip_num_points": 0, "angle": 0.0, "verbose": 0})
    divergence, _ = _t_sne._kl_divergence_bh(points, joint, 1, len(data), 2, angle=0.0)
    return {
        "rows": len(data), "perplexity": perplexity, "steps": steps, "start": numbers(start), "points": numbers(points),
        "divergence": float(divergence),
    }


def probe(rule):
    """The accuracy on the last fifty of a rule that learnt the first hundred."""
    return float(rule.fit(rows[:100], labels[:100]).score(rows[100:], labels[100:]))


made = {
    "rows": rows.astype(int).ravel().tolist(),
    "labels": labels.tolist(),
    "tall": components(rows, 10),
    "wide": components(rows[:40], 12),
    "map": neighbour_map(rows),
    "firstSteps": first_steps(rows[:80]),
    "linear": probe(make_pipeline(StandardScaler(), RidgeClassifier(alpha=1.0))),
    "neighbour": probe(KNeighborsClassifier(1)),
}
place = pathlib.Path(__file__).parent.parent / "AnalysisTests" / "Fixtures" / "scikit-learn.json"
place.parent.mkdir(exist_ok=True)
place.write_text(json.dumps(made, separators=(",", ":")) + "\n")
print(place.stat().st_size, "bytes", made["map"]["divergence"], made["map"]["iterations"], made["linear"], made["neighbour"],
      made["map"]["trustworthiness"], made["map"]["silhouette"])
