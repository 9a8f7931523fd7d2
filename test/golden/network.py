"""Golden numbers for test/core: NumPy's answers for the networks of the course.

Run with any Python that has NumPy; writes network.json beside itself:

    python3 test/golden/network.py
"""

import json
from pathlib import Path

import numpy as np


def initialize(layer_sizes):
    parameters = {}
    for l in range(1, len(layer_sizes)):
        n, n_prev = layer_sizes[l], layer_sizes[l - 1]
        parameters[f"W{l}"] = np.random.randn(n, n_prev) / np.sqrt(n_prev)
        # Not zero, so that a forgotten bias shows.
        parameters[f"b{l}"] = np.random.randn(n, 1) * 0.1
    return parameters


def forward(X, parameters):
    L = len(parameters) // 2
    A, caches = X, []
    for l in range(1, L + 1):
        Z = parameters[f"W{l}"] @ A + parameters[f"b{l}"]
        caches.append((A, Z))
        A = 1 / (1 + np.exp(-Z)) if l == L else np.maximum(0, Z)
    return A, caches


def cost_of(AL, Y):
    return float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))


def backward(AL, Y, parameters, caches):
    """The course's way, unfused: dAL, then LINEAR->SIGMOID, then LINEAR->RELU."""
    m, gradients = Y.shape[1], {}
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(len(caches), 0, -1):
        A_prev, Z = caches[l - 1]
        if l == len(caches):
            s = 1 / (1 + np.exp(-Z))
            dZ = dA * s * (1 - s)
        else:
            dZ = np.where(Z > 0, dA, 0)
        gradients[f"dW{l}"] = dZ @ A_prev.T / m
        gradients[f"db{l}"] = dZ.sum(axis=1, keepdims=True) / m
        dA = parameters[f"W{l}"].T @ dZ
        gradients[f"dA{l - 1}"] = dA
    return gradients


def lists(arrays):
    return {key: value.tolist() for key, value in arrays.items()}


def network_case(name, layer_sizes, m, seed, labels=None, learning_rate=0.3):
    np.random.seed(seed)
    parameters = initialize(layer_sizes)
    X = np.random.randn(layer_sizes[0], m)
    drawn = np.random.randint(0, 2, (1, m))
    Y = drawn if labels is None else np.full((1, m), labels)
    case = {
        "name": name,
        "X": X.tolist(),
        "Y": Y.tolist(),
        "parameters": lists(parameters),
        "learningRate": learning_rate,
        "costs": [],
    }
    for step in range(6):
        AL, caches = forward(X, parameters)
        case["costs"].append(cost_of(AL, Y))
        gradients = backward(AL, Y, parameters, caches)
        if step == 0:
            case["AL"] = AL.tolist()
            case["gradients"] = lists(gradients)
        if step < 5:
            parameters = {
                key: value - learning_rate * gradients[f"d{key}"]
                for key, value in parameters.items()
            }
    case["updated"] = lists(parameters)
    return case


def random_case(seed):
    """One stream that mixes every call, so that a cached Gaussian and odd draws matter."""
    np.random.seed(seed)
    calls = []
    for i in range(100):
        calls.append(["rand", [], np.random.rand()])
        calls.append(["randn", [], np.random.randn()])
        for low, high in [(0, 2), (0, 10), (-7, 8), (3, 4), (0, 1000003), (0, 2**32), (0, 2**40)]:
            calls.append(["randint", [low, high], int(np.random.randint(low, high))])
        if i % 20 == 0:
            calls.append(["permutation", [i + 1], np.random.permutation(i + 1).tolist()])
    return {"seed": seed, "calls": calls}


def main():
    cases = [
        network_case("1 layer", [7, 1], 11, 1),
        network_case("2 layers", [13, 5, 1], 9, 2),
        network_case("3 layers", [17, 9, 3, 1], 23, 3),
        network_case("4 layers", [31, 20, 7, 5, 1], 37, 4),
        network_case("5 layers", [11, 13, 8, 6, 3, 1], 19, 5),
        network_case("one example", [6, 4, 1], 1, 6),
        network_case("one feature", [1, 3, 1], 8, 7),
        network_case("one feature, one example", [1, 1], 1, 8),
        network_case("all labels 1", [5, 4, 1], 10, 9, labels=1),
        network_case("all labels 0", [5, 4, 1], 10, 10, labels=0),
        network_case("wider than a block", [300, 6, 1], 7, 11, learning_rate=0.05),
    ]
    golden = {"networks": cases, "random": [random_case(s) for s in (0, 1, 42, 4294967295)]}
    Path(__file__).with_suffix(".json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
