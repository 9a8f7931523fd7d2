"""The answer of a saved model by the safetensors library and NumPy alone, for test/core.

Run with a Python that has NumPy and safetensors (used with 0.8.0); reads one photo's features as bytes
from standard input and writes P(first category), then what the file tells of the model:

    python3 test/golden/answer.py "My model.purrmodel" < features
"""

import json
import sys

import numpy as np
from safetensors import safe_open

with safe_open(sys.argv[1], framework="numpy") as file:
    tensors = {name: file.get_tensor(name).astype(np.float64) for name in file.keys()}
    metadata = file.metadata()

x = np.frombuffer(sys.stdin.buffer.read(), dtype=np.uint8).astype(np.float64)
A = ((x - tensors["mean"]) / tensors["spread"]).reshape(-1, 1)
layers = sum(name.startswith("W") for name in tensors)
for l in range(1, layers + 1):
    Z = tensors[f"W{l}"] @ A + tensors[f"b{l}"]
    A = 1 / (1 + np.exp(Z)) if l == layers else np.maximum(0, Z)  # the logit is of the second kind

about = json.loads(metadata["about"])
print(json.dumps({"probability": A.item(), "format": metadata["format"], "about": about}))
