"""`python train.py`: the same program as `warstance train`."""

import sys

from warstance.cli import main

if __name__ == "__main__":
    sys.exit(main(["train", *sys.argv[1:]]))
