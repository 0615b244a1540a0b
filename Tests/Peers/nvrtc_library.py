#!/usr/bin/env python3
"""Says where NVRTC lies, which compiles the kernels of Sources/Devices as CUDA C in DevicesTests: no card is needed.

    pip install nvidia-cuda-nvrtc-cu12
    Tests/Peers/nvrtc_library.py
"""

import pathlib
import sys


def library():
    """NVRTC in the package of that name."""
    try:
        import nvidia.cuda_nvrtc as package
    except ImportError:
        sys.exit("NVRTC is missing: pip install nvidia-cuda-nvrtc-cu12")
    for folder in package.__path__:
        for path in sorted(pathlib.Path(folder, "lib").glob("libnvrtc.so.*")):
            return path
    sys.exit("The package nvidia-cuda-nvrtc-cu12 holds no libnvrtc.")


if __name__ == "__main__":
    print(library())
