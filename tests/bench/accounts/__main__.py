"""`python -m tests.bench.accounts [SEED…]`: precision, recall, time, bytes and memory, side by side."""

import sys

from tests.bench.accounts.measuring import main

if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
