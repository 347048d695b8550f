"""`python -m osint_kit.commands.scenario_schema`: writes the JSON Schema of scenario files for `make docs`."""

import json
import sys
from pathlib import Path


def main() -> None:
    """Print the schema that is made of the example whose path is given."""
    from osint_kit.exercises.schema import scenario_schema

    print(json.dumps(scenario_schema(Path(sys.argv[1])), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
