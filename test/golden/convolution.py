"""Golden numbers for test/core/layers/convolution: NumPy's answers for convolutional networks.

Written as the layers are defined, map by map (examples, channels, rows, columns): convolution, ReLU, then
max-pool, each with its own backward step. Run with any Python that has NumPy; writes convolution.json:

    python3 test/golden/convolution.py
"""

import json
from pathlib import Path

import numpy as np


def convolve(A, W, b):
    """A (m, c, edge, edge), W (f, 3, 3, c): padding 1, stride 1."""
    m, _, edge, _ = A.shape
    padded = np.pad(A, ((0, 0), (0, 0), (1, 1), (1, 1)))
    Z = np.zeros((m, W.shape[0], edge, edge)) + b.reshape(1, -1, 1, 1)
    for v in range(3):
        for u in range(3):
            Z += np.einsum("fc,mcyx->mfyx", W[:, v, u], padded[:, :, v : v + edge, u : u + edge])
    return Z


def convolve_backward(dZ, A, W):
    edge = A.shape[2]
    padded = np.pad(A, ((0, 0), (0, 0), (1, 1), (1, 1)))
    d_padded, dW = np.zeros_like(padded), np.zeros_like(W)
    for v in range(3):
        for u in range(3):
            window = padded[:, :, v : v + edge, u : u + edge]
            dW[:, v, u] = np.einsum("mfyx,mcyx->fc", dZ, window)
            d_padded[:, :, v : v + edge, u : u + edge] += np.einsum("fc,mfyx->mcyx", W[:, v, u], dZ)
    return d_padded[:, :, 1:-1, 1:-1], dW, dZ.sum(axis=(0, 2, 3))


def windows(A):
    """The four values of each 2 × 2 window: (m, c, half, half, 4)."""
    half = A.shape[2] // 2
    cut = A[:, :, : 2 * half, : 2 * half]
    return np.stack([cut[:, :, v::2, u::2] for v in (0, 1) for u in (0, 1)], axis=-1)


def pool_backward(dP, A):
    half = dP.shape[2]
    dA, place = np.zeros_like(A), windows(A).argmax(axis=-1)
    for i, (v, u) in enumerate((v, u) for v in (0, 1) for u in (0, 1)):
        dA[:, :, v : 2 * half : 2, u : 2 * half : 2] = np.where(place == i, dP, 0)
    return dA


def forward(X, parameters, blocks):
    A, caches = X, []
    for l in range(1, len(parameters) // 2 + 1):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        if l <= blocks:
            Z = convolve(A, W, b)
            R = np.maximum(0, Z)
            caches.append((A, Z, R))
            A = windows(R).max(axis=-1)
        else:
            if blocks > 0 and l == blocks + 1:
                # One column an example: row after row of places, the channels of a place together.
                A = A.transpose(0, 2, 3, 1).reshape(len(X), -1).T
            Z = W @ A + b
            caches.append((A, Z, None))
            A = np.maximum(0, Z)
    return Z, caches


def backward(dZ, parameters, caches, blocks):
    """From dZ of the last layer, divided by the number of examples."""
    m, gradients = dZ.shape[1], {}
    for l in range(len(caches), 0, -1):
        A, Z, R = caches[l - 1]
        W = parameters[f"W{l}"]
        if l > blocks:
            if l < len(caches):
                dZ = np.where(Z > 0, dA, 0)
            gradients[f"dW{l}"], gradients[f"db{l}"] = dZ @ A.T, dZ.sum(axis=1, keepdims=True)
            dA = W.T @ dZ
            if blocks > 0 and l == blocks + 1:
                half, filters = caches[l - 2][2].shape[2] // 2, caches[l - 2][2].shape[1]
                dA = dA.T.reshape(m, half, half, filters).transpose(0, 3, 1, 2)
        else:
            dZ = np.where(Z > 0, pool_backward(dA, R), 0)
            dA, gradients[f"dW{l}"], db = convolve_backward(dZ, A, W)
            gradients[f"db{l}"] = db.reshape(-1, 1)
    return gradients


def cost_of(logits, Y):
    a = 1 / (1 + np.exp(-logits))
    return float(-np.mean(Y * np.log(a) + (1 - Y) * np.log(1 - a)))


def lists(arrays):
    return {key: value.reshape(len(value), -1).tolist() for key, value in arrays.items()}


def case(name, edge, filters, hidden, m, seed, learning_rate=0.2):
    random = np.random.RandomState(seed)
    blocks, parameters = len(filters), {}
    inputs = 3
    for l, count in enumerate(filters, start=1):
        parameters[f"W{l}"] = random.randn(count, 3, 3, inputs) * np.sqrt(2 / (9 * inputs))
        parameters[f"b{l}"] = random.randn(count, 1) * 0.1
        inputs = count
    inputs *= (edge >> blocks) ** 2
    for l, count in enumerate([*hidden, 1], start=blocks + 1):
        parameters[f"W{l}"] = random.randn(count, inputs) * np.sqrt(2 / inputs)
        parameters[f"b{l}"] = random.randn(count, 1) * 0.1
        inputs = count
    pictures = random.randn(m, edge, edge, 3)
    X, Y = pictures.transpose(0, 3, 1, 2), random.randint(0, 2, (1, m))
    result = {
        "name": name,
        "edge": edge,
        "filters": filters,
        "hiddenLayers": hidden,
        "pictures": pictures.reshape(m, -1).tolist(),
        "labels": Y[0].tolist(),
        "parameters": lists(parameters),
        "learningRate": learning_rate,
        "costs": [],
    }
    for step in range(4):
        logits, caches = forward(X, parameters, blocks)
        dZ = (1 / (1 + np.exp(-logits)) - Y) / m
        gradients = backward(dZ, parameters, caches, blocks)
        result["costs"].append(cost_of(logits, Y))
        if step == 0:
            result["logits"], result["gradients"] = logits[0].tolist(), lists(gradients)
        for key in parameters:
            parameters[key] = parameters[key] - learning_rate * gradients[f"d{key}"]
    return result


def main():
    cases = [
        case("one block", 4, [2], [], 3, 1),
        case("two blocks", 8, [3, 4], [], 3, 2),
        case("odd edges and a hidden layer", 7, [4, 5], [6], 4, 3),
    ]
    text = json.dumps({"networks": cases}, separators=(",", ":"))
    Path(__file__).with_suffix(".json").write_text(text + "\n")


if __name__ == "__main__":
    main()
