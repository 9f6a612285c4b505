"""`python predict.py [INPUT ...]`: the same program as `warstance predict`."""

import sys

from warstance.cli import main

if __name__ == "__main__":
    sys.exit(main(["predict", *sys.argv[1:]]))
