"""Tells the version of NumPy and of its OpenBLAS in the first line, "openblas" or "other" in the second."""

import ctypes
import re

import numpy

numpy.ones((64, 64)) @ numpy.ones((64, 64))
libraries = set(re.findall(r"/\S*openblas\S*", open("/proc/self/maps").read()))


def ask(name):
    """What the library says when it is asked by one of the names that builds give to the function."""
    for library in map(ctypes.CDLL, sorted(libraries)):
        for full in (f"openblas_{name}", f"scipy_openblas_{name}", f"scipy_openblas_{name}64_", f"openblas_{name}64_"):
            function = getattr(library, full, None)
            if function is not None:
                function.restype = ctypes.c_char_p
                return function().decode()
    return "?"


version = " ".join(ask("get_config").split()[:2])
print(f"NumPy {numpy.__version__} with {version}, kernels for {ask('get_corename')}")
print("openblas" if libraries else "other")
