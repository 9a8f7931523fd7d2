"""Golden numbers for test/core/features/shapes: scikit-image's histograms of oriented gradients and its colours
in hue, saturation and value, and NumPy's binary patterns, on small pictures.

Run with a Python that has scikit-image (Debian: python3-skimage 0.19.3); writes shapes.json beside itself:

    python3 test/golden/shapes.py
"""

import base64
import json
from pathlib import Path

import numpy as np
from skimage.color import rgb2hsv
from skimage.feature import hog

RANDOM = np.random.RandomState(7)


def noise(edge):
    return RANDOM.randint(0, 256, (edge, edge, 3))


def ramp(edge, channel, axis):
    """One channel that grows along one axis; the others stand still."""
    picture = np.full((edge, edge, 3), 40)
    values = np.linspace(0, 255, edge).astype(int)
    picture[..., channel] = values[:, None] if axis == 0 else values[None, :]
    return picture


def disc(edge):
    """A soft orange disc on blue, away from the middle."""
    y, x = np.mgrid[:edge, :edge]
    inside = 1 / (1 + np.exp(np.hypot(y - 0.4 * edge, x - 0.6 * edge) - 0.3 * edge))[..., None]
    return np.rint(inside * [240, 140, 20] + (1 - inside) * [30, 60, 160]).astype(int)


PICTURES = {
    "noise": noise(32),
    "noise whose edge is no multiple of the cell": noise(27),
    "one colour": np.full((24, 24, 3), [200, 90, 30]),
    "black": np.zeros((24, 24, 3), int),
    "red from left to right": ramp(24, 0, 1),
    "blue from top to bottom": ramp(24, 2, 0),
    "a disc": disc(40),
}

OPTIONS = [
    {"orientations": 9, "cell": 8, "block": 2},
    {"orientations": 9, "cell": 5, "block": 3},
    {"orientations": 6, "cell": 7, "block": 1},
]


def hog_of(picture, orientations, cell, block):
    return hog(
        picture.astype(np.uint8),
        orientations=orientations,
        pixels_per_cell=(cell, cell),
        cells_per_block=(block, block),
        block_norm="L2-Hys",
        channel_axis=-1,
    )


def uniform_numbers():
    numbers, count = [], 0
    for pattern in range(256):
        bits = [(pattern >> k) & 1 for k in range(8)]
        uniform = sum(bits[k] != bits[k - 1] for k in range(8)) <= 2
        numbers.append(count if uniform else 58)
        count += uniform
    return np.array(numbers)


def patterns_of(picture):
    g = picture @ [299, 587, 114]
    middle = g[1:-1, 1:-1]
    pattern = np.zeros_like(middle)
    around = [(0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1), (1, 0), (1, 1)]
    for k, (down, right) in enumerate(around):
        rows = slice(1 + down, g.shape[0] - 1 + down)
        columns = slice(1 + right, g.shape[1] - 1 + right)
        pattern |= (g[rows, columns] >= middle).astype(int) << k
    return uniform_numbers()[pattern]


def colours_of(picture, hues, saturations, values):
    steps = np.array([hues, saturations, values])
    hue, saturation, value = np.moveaxis(
        np.minimum(np.floor(rgb2hsv(picture / 255) * steps), steps - 1).astype(int), 2, 0
    )
    return (hue * saturations + saturation) * values + value


def case(name, picture):
    return {
        "name": name,
        "edge": len(picture),
        "picture": base64.b64encode(picture.astype(np.uint8).tobytes()).decode(),
        "hog": [
            {"options": options, "values": np.round(hog_of(picture, **options), 9).tolist()}
            for options in OPTIONS
        ],
        "patterns": patterns_of(picture).ravel().tolist(),
        "colours": colours_of(picture, 8, 3, 3).ravel().tolist(),
    }


golden = [case(name, picture) for name, picture in PICTURES.items()]
path = Path(__file__).with_name("shapes.json")
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
