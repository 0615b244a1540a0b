#!/usr/bin/env python3
"""Writes what scikit-image and scikit-learn make of some images and scores, for the tests to compare with.

    measure_references.py Tests/TrainingTests/Fixtures/scikit-image.json Tests/AnalysisTests/Fixtures/detection.json
"""

import json
import sys

import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score


def images(path):
    random = np.random.default_rng(14)
    cases = []
    for channels, height, width, noise in [(3, 16, 14, 0.1), (1, 12, 20, 0.4), (3, 11, 11, 0.02)]:
        smooth = random.random((channels, 4, 4)).repeat(5, 1).repeat(5, 2)[:, :height, :width]
        original = np.round(smooth * 0.7 + 0.3 * random.random((channels, height, width)), 3)
        other = np.round(np.clip(original + noise * random.standard_normal(original.shape), 0, 1), 3)
        # Images are told from -1 to 1, and measured from 0 to 1.
        cases.append({
            "shape": [channels, height, width],
            "image": (2 * other - 1).round(3).ravel().tolist(),
            "original": (2 * original - 1).round(3).ravel().tolist(),
            "mse": float(np.mean((2 * other - 2 * original) ** 2)),
            "l1": float(np.mean(np.abs(2 * other - 2 * original))),
            "bce": float(np.mean(-(original * np.log(np.clip(other, 1e-44, None)).clip(-100)
                                   + (1 - original) * np.log(np.clip(1 - other, 1e-44, None)).clip(-100)))),
            "psnr": peak_signal_noise_ratio(original, other, data_range=1),
            "ssim": structural_similarity(
                original, other, data_range=1, channel_axis=0, gaussian_weights=True, sigma=1.5,
                use_sample_covariance=False),
        })
    with open(path, "w") as file:
        json.dump(cases, file)


def scores(path):
    random = np.random.default_rng(15)
    cases = []
    for normal, abnormal, shift, decimals in [(60, 40, 1.0, 6), (50, 30, 0.7, 0), (20, 3, 0.0, 1), (5, 40, -0.5, 1)]:
        a = np.round(random.standard_normal(normal), decimals)
        b = np.round(random.standard_normal(abnormal) + shift, decimals)
        truth, values = np.r_[np.zeros(normal), np.ones(abnormal)], np.r_[a, b]
        precision, recall, thresholds = precision_recall_curve(truth, values)
        with np.errstate(invalid="ignore"):
            f1 = np.nan_to_num(2 * precision * recall / (precision + recall))[:-1]
        # Of equal ones the lowest: equal but for rounding.
        best = np.flatnonzero(f1 >= f1.max() - 1e-12)[0]
        cases.append({
            "normal": a.tolist(), "abnormal": b.tolist(), "area": roc_auc_score(truth, values),
            "precision": average_precision_score(truth, values), "threshold": float(thresholds[best]),
            "f1": float(f1[best]), "quantile": float(np.quantile(a, 0.95)), "deviations": float(a.mean() + 2 * a.std()),
        })
    with open(path, "w") as file:
        json.dump(cases, file)


images(sys.argv[1])
scores(sys.argv[2])
