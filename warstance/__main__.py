"""`python -m warstance`: the same program as `warstance`."""

import sys

from warstance.cli import main

if __name__ == "__main__":
    sys.exit(main())
