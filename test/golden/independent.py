"""A file by the safetensors library itself, for test/core: writes independent.safetensors beside itself.

Run with a Python that has NumPy and safetensors (written with 0.8.0):

    python3 test/golden/independent.py
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

tensors = {
    "double": np.array([[0.1, -0.0, np.inf], [5e-324, -1.7976931348623157e308, 1 / 3]]),
    "single": np.array([[0.1, -0.0], [np.inf, 1e-45], [-3.4028235e38, 1 / 3]], dtype=np.float32),
    "words": np.array([0, 1, 624, 4294967295], dtype=np.uint32),
}
save_file(tensors, Path(__file__).with_suffix(".safetensors"), {"format": "déjà vu"})
