#!/usr/bin/env python3
"""Makes safetensors of a StyleGAN2-ADA pickle, so that Cardigan can import it.

    python3 convert-stylegan-pkl.py network.pkl network.safetensors

The official .pkl files hold programs: loading one runs whatever it says. Convert only files you
trust, and not on a machine that holds secrets. Needs PyTorch and NumPy, and the code that made the
file (github.com/NVlabs/stylegan2-ada-pytorch) on PYTHONPATH:

    PYTHONPATH=stylegan2-ada-pytorch python3 convert-stylegan-pkl.py network.pkl network.safetensors

Then:

    cardigan import stylegan2 network.safetensors
"""

import json
import pickle
import struct
import sys


def tensors_of(path):
    """All weights and buffers of G, D and G_ema, in single precision on the CPU."""
    with open(path, "rb") as file:
        networks = pickle.load(file)
    if not isinstance(networks, dict):
        sys.exit(f"{path}: expected a dictionary with G_ema, found {type(networks).__name__}; "
                 "is it of the TensorFlow version? Convert it with that project's legacy.py first")
    tensors = {}
    for name in ("G", "D", "G_ema"):
        network = networks.get(name)
        if network is not None:
            for key, value in network.state_dict().items():
                tensors[f"{name}.{key}"] = value.detach().cpu().float().contiguous().numpy()
    if not tensors:
        sys.exit(f"{path}: expected G, D or G_ema, found {sorted(networks)}")
    return tensors


def write(path, tensors):
    """The safetensors format: length of the header, the header as JSON, the numbers."""
    header, begin = {}, 0
    for name, values in tensors.items():
        end = begin + values.nbytes
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [begin, end]}
        begin = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for values in tensors.values():
            file.write(values.astype("<f4").tobytes())


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    tensors = tensors_of(sys.argv[1])
    write(sys.argv[2], tensors)
    print(f"{sys.argv[2]}: {len(tensors)} tensors. Next: cardigan import stylegan2 {sys.argv[2]}")


if __name__ == "__main__":
    main()
