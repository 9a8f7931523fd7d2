"""One workload in NumPy, as somebody writes it who knows it well: no copies, results into arrays made once.

Argument: the folder of the workload. For each line {"steps": n} it answers with a line of figures.
Arrays have one example a row, which is the same memory as one example a column in column order.
"""

import json
import os
import sys
import time

import numpy as np

folder = sys.argv[1]


def read(name, dtype):
    return np.fromfile(os.path.join(folder, name), dtype=dtype)


with open(os.path.join(folder, "workload.json")) as file:
    workload = json.load(file)
sizes = workload["layerSizes"]
count = workload["count"]
dtype = np.dtype(workload["precision"])
learning_rate = dtype.type(workload["learningRate"])
batch_size = workload["minibatchSize"] or count
last = len(sizes) - 1

features = read("features", np.dtype(workload["features"])).reshape(count, sizes[0])
X = ((features.astype(dtype) - read("mean.f32", np.float32)) / read("spread.f32", np.float32)).astype(dtype)
Y = read("labels.u8", np.uint8).astype(dtype).reshape(count, 1)
order = read("order.u32", np.uint32)
W = [None] + [
    read(f"W{l}.f64", np.float64).astype(dtype).reshape(sizes[l - 1], sizes[l]) for l in range(1, last + 1)
]
b = [None] + [read(f"b{l}.f64", np.float64).astype(dtype) for l in range(1, last + 1)]
dW = [None] + [np.empty_like(w) for w in W[1:]]
taken = 0


def step(x, y):
    m = x.shape[0]
    A = [x]
    for l in range(1, last + 1):
        Z = A[-1] @ W[l]
        Z += b[l]
        A.append(Z if l == last else np.maximum(Z, 0, out=Z))
    z = A[-1]
    cost = np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
    dZ = (1 / (1 + np.exp(-z)) - y) / dtype.type(m)
    for l in range(last, 0, -1):
        np.dot(A[l - 1].T, dZ, out=dW[l])
        db = dZ.sum(axis=0)
        if l > 1:
            dA = dZ @ W[l].T
            dA *= A[l - 1] > 0
        dW[l] *= learning_rate
        W[l] -= dW[l]
        b[l] -= learning_rate * db
        if l > 1:
            dZ = dA
    return float(cost)


def next_batch():
    global taken
    if batch_size == count:
        return X, Y
    first = taken % -(-count // batch_size) * batch_size
    taken += 1
    chosen = order[first : first + batch_size]
    return X[chosen], Y[chosen]


for line in sys.stdin:
    steps = json.loads(line)["steps"]
    examples = 0
    begun = time.perf_counter()
    used = time.process_time()
    for _ in range(steps):
        x, y = next_batch()
        examples += len(x)
        cost = step(x, y)
    figures = {
        "milliseconds": 1000 * (time.perf_counter() - begun),
        "processorMilliseconds": 1000 * (time.process_time() - used),
        "examples": examples,
        "cost": cost,
    }
    print(json.dumps(figures), flush=True)
