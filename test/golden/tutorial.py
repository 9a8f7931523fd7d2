"""Golden cost curves for test/core: NumPy trains the course's networks for 2,500 iterations.

The examples are drawn anew by the test, from the same generator, so only the curves are stored.
Run with any Python that has NumPy; writes tutorial.json beside itself in a few minutes:

    python3 test/golden/tutorial.py
"""

import json
from pathlib import Path

import numpy as np

LAYERS = [20, 7, 5, 1]


def make_examples(seed, features, m):
    """Bytes, one row per example; the first half is brighter where the label is 1. Some labels are wrong."""
    np.random.seed(seed)
    truth = np.random.randint(0, 2, m)
    pixels = np.random.randint(0, 200, (m, features))
    pixels[:, : features // 2] += 30 * truth[:, None]
    wrong = np.random.randint(0, 8, m) == 0
    return pixels, np.where(wrong, 1 - truth, truth)


def standardise(pixels):
    """As the app keeps it: each feature's mean and standard deviation, rounded to float32."""
    mean = np.float32(pixels.mean(axis=0)).astype(float)
    spread = np.float32(np.sqrt(((pixels - mean) ** 2).mean(axis=0))).astype(float)
    return ((pixels - mean) / spread).T


def train(X, Y, learning_rate, seed, iterations=2500):
    """L_layer_model of the course, with its deep initialisation."""
    np.random.seed(seed)
    sizes, parameters, m = [X.shape[0], *LAYERS], {}, X.shape[1]
    for l in range(1, len(sizes)):
        parameters[f"W{l}"] = np.random.randn(sizes[l], sizes[l - 1]) / np.sqrt(sizes[l - 1])
        parameters[f"b{l}"] = np.zeros((sizes[l], 1))
    L, costs = len(LAYERS), []
    for i in range(iterations):
        A, caches = X, []
        for l in range(1, L + 1):
            Z = parameters[f"W{l}"] @ A + parameters[f"b{l}"]
            caches.append((A, Z))
            A = 1 / (1 + np.exp(-Z)) if l == L else np.maximum(0, Z)
        if i % 100 == 0 or i == iterations - 1:
            costs.append(float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))))
        dA = -(Y / A - (1 - Y) / (1 - A))
        for l in range(L, 0, -1):
            A_prev, Z = caches[l - 1]
            s = 1 / (1 + np.exp(-Z))
            dZ = dA * s * (1 - s) if l == L else np.where(Z > 0, dA, 0)
            W = parameters[f"W{l}"]
            if l > 1:
                dA = W.T @ dZ
            parameters[f"W{l}"] = W - learning_rate * (dZ @ A_prev.T / m)
            parameters[f"b{l}"] = parameters[f"b{l}"] - learning_rate * dZ.mean(axis=1, keepdims=True)
    return costs


def case(name, features, m, learning_rate, scaling):
    pixels, labels = make_examples(2, features, m)
    X = pixels.T / 255 if scaling == "divided" else standardise(pixels)
    costs = train(X, labels.reshape(1, m), learning_rate, seed=1)
    print(name, np.round(costs[::3], 4))
    return {
        "name": name,
        "features": features,
        "m": m,
        "learningRate": learning_rate,
        "costs": costs,
    }


def main():
    golden = {
        "divided": case("pixels divided by 255", 192, 60, 0.0075, "divided"),
        "standardised": case("standardised pixels", 192, 60, 0.0075, "standardised"),
        "full": case("standardised photos of 64 x 64", 12288, 209, 0.0025, "standardised"),
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
