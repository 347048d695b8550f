"""`osint` and `python -m osint_kit`."""


def main() -> None:
    """Run the command line on ``sys.argv`` and leave with its exit code."""
    from osint_kit.commands.app import run

    run()


if __name__ == "__main__":
    main()
