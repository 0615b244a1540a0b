#!/usr/bin/env python3
"""Compiles the kernels of Sources/Devices as CUDA C, for sm_80 and sm_90, by NVRTC: no card and no driver is needed.

    pip install nvidia-cuda-nvrtc-cu12
    Tests/Peers/check_device_kernels.py             # or with --library: where NVRTC lies

The kernels are read from Tests/DevicesTests/Fixtures/kernels.c, which DevicesTests holds to be what OpenCL compiles.
"""

import ctypes
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ARCHITECTURES = ["sm_80", "sm_90"]


def library():
    """Where NVRTC lies, from the package of that name."""
    try:
        import nvidia.cuda_nvrtc as package
    except ImportError:
        sys.exit("NVRTC is missing: pip install nvidia-cuda-nvrtc-cu12")
    for folder in package.__path__:
        for path in sorted(pathlib.Path(folder, "lib").glob("libnvrtc.so.*")):
            return str(path)
    sys.exit("The package nvidia-cuda-nvrtc-cu12 holds no libnvrtc.")


def compiled(nvrtc, source, architecture):
    """The assembly of the kernels; ends the program with what the compiler says where they are no CUDA C."""
    program = ctypes.c_void_p()
    nvrtc.nvrtcCreateProgram(ctypes.byref(program), source, b"kernels.cu", 0, None, None)
    options = [f"--gpu-architecture={architecture}".encode(), b"-default-device"]
    status = nvrtc.nvrtcCompileProgram(program, len(options), (ctypes.c_char_p * len(options))(*options))
    if status != 0:
        size = ctypes.c_size_t()
        nvrtc.nvrtcGetProgramLogSize(program, ctypes.byref(size))
        log = ctypes.create_string_buffer(size.value)
        nvrtc.nvrtcGetProgramLog(program, log)
        sys.exit(f"{architecture}: {log.value.decode()}")
    size = ctypes.c_size_t()
    nvrtc.nvrtcGetPTXSize(program, ctypes.byref(size))
    assembly = ctypes.create_string_buffer(size.value)
    nvrtc.nvrtcGetPTX(program, assembly)
    nvrtc.nvrtcDestroyProgram(ctypes.byref(program))
    return assembly.value.decode()


def main():
    if "--library" in sys.argv:
        return print(library())
    source = (ROOT / "Tests/DevicesTests/Fixtures/kernels.c").read_bytes()
    names = re.findall(r"KERNEL\((\w+)\)\(", source.decode())
    nvrtc = ctypes.CDLL(library())
    for architecture in ARCHITECTURES:
        assembly = compiled(nvrtc, source, architecture)
        missing = [name for name in names if f".entry {name}(" not in assembly]
        if missing:
            sys.exit(f"{architecture}: not compiled: {', '.join(missing)}")
        print(f"{architecture}: {len(names)} kernels")


if __name__ == "__main__":
    main()
