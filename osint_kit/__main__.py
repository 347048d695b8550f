"""`osint` and `python -m osint_kit`."""

import sys


def main() -> None:
    """Run the command line on ``sys.argv`` and leave with its exit code."""
    try:
        from osint_kit.commands.app import run

        run()
    except KeyboardInterrupt:
        sys.exit(130)  # before there was anything to keep


if __name__ == "__main__":
    main()
