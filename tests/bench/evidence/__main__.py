"""`python -m tests.bench.evidence`: all three comparisons."""

from tests.bench.evidence.measuring import main

if __name__ == "__main__":
    main()
