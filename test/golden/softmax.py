"""Golden numbers for test/core: NumPy's trainings of networks that tell several kinds apart by a softmax.

Full batches of gradient descent from first weights and features as the core has them: np.random.randn scaled
as He et al. do, features standardised by mean and spread rounded to float32. Labels are smoothed and weighted.
The gradient goes the long way, through the Jacobian of the softmax. Run with any Python that has NumPy; writes
softmax.json beside itself:

    python3 test/golden/softmax.py
"""

import json
from pathlib import Path

import numpy as np
from convolution import backward, forward

SEED = 7
STEPS = 6


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def gradient(A, Y, weights):
    """dZ of weights · −Σ y log a, by ∂a_j/∂z_k = a_j (δ_jk − a_k), divided by m."""
    K, m = A.shape
    dA = -Y / A
    dZ = np.zeros_like(A)
    for i in range(m):
        jacobian = np.diag(A[:, i]) - np.outer(A[:, i], A[:, i])
        dZ[:, i] = weights[i] * (jacobian @ dA[:, i])
    return dZ / m


def initialize(shapes):
    np.random.seed(SEED)
    parameters = {}
    for l, shape in enumerate(shapes, start=1):
        parameters[f"W{l}"] = np.random.randn(*shape) * np.sqrt(2 / np.prod(shape[1:]))
        parameters[f"b{l}"] = np.zeros((shape[0], 1))
    return parameters


def standardise(values):
    """Each column of values by itself."""
    mean = values.mean(axis=0).astype(np.float32).astype(np.float64)
    spread = np.sqrt(((values - mean) ** 2).mean(axis=0)).astype(np.float32).astype(np.float64)
    return (values - mean) / spread


def targets(labels, K, smoothing):
    counts = np.bincount(labels, minlength=K)
    weights = len(labels) / (np.count_nonzero(counts) * counts[labels])
    return np.eye(K)[:, labels] * (1 - smoothing) + smoothing / K, weights


def train(X, labels, K, parameters, blocks, learning_rate, smoothing):
    Y, weights = targets(labels, K, smoothing)
    costs = []
    for _ in range(STEPS):
        logits, caches = forward(X, parameters, blocks)
        A = softmax(logits)
        costs.append(float(-(weights * (Y * np.log(A)).sum(axis=0)).mean()))
        gradients = backward(gradient(A, Y, weights), parameters, caches, blocks)
        for key in parameters:
            parameters[key] = parameters[key] - learning_rate * gradients[f"d{key}"]
    return costs, softmax(forward(X, parameters, blocks)[0]).T.tolist()


def case(name, K, filters, hidden, features, m, learning_rate=0.2, smoothing=0.1):
    random = np.random.RandomState(K + m)
    # Every kind occurs, some more often than others.
    labels = np.arange(m) ** 2 % K
    labels[:K] = np.arange(K)
    bytes_ = random.randint(0, 200, (m, features)) + 20 * (labels.reshape(-1, 1) == np.arange(features) % K)
    blocks, shapes = len(filters), []
    if blocks > 0:
        edge = int(np.sqrt(features / 3))
        pixels = standardise(bytes_.reshape(-1, 3).astype(np.float64))
        X = pixels.reshape(m, edge, edge, 3).transpose(0, 3, 1, 2)
        inputs = 3
        for count in filters:
            shapes.append((count, 3, 3, inputs))
            inputs = count
        inputs *= (edge >> blocks) ** 2
    else:
        X, inputs = standardise(bytes_.astype(np.float64)).T, features
    for count in [*hidden, K]:
        shapes.append((count, inputs))
        inputs = count
    costs, answers = train(X, labels, K, initialize(shapes), blocks, learning_rate, smoothing)
    return {
        "name": name,
        "kinds": K,
        "filters": filters,
        "hiddenLayers": hidden,
        "features": bytes_.tolist(),
        "labels": labels.tolist(),
        "seed": SEED,
        "learningRate": learning_rate,
        "labelSmoothing": smoothing,
        "costs": costs,
        "answers": answers,
    }


def main():
    cases = [
        case("three kinds, a hidden layer", 3, [], [5], 40, 12),
        case("five kinds, no hidden layer", 5, [], [], 60, 20, smoothing=0),
        case("two kinds", 2, [], [6, 4], 30, 10),
        case("pictures of three kinds", 3, [3, 4], [], 192, 6, learning_rate=0.05),
        case("pictures of four kinds, a hidden layer", 4, [4], [6], 108, 8, learning_rate=0.05),
    ]
    Path(__file__).with_suffix(".json").write_text(json.dumps({"trainings": cases}, separators=(",", ":")) + "\n")


main()
