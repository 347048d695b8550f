import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from osint_kit.errors import UsageError
from osint_kit.exercises import check_scenario, load_scenario
from osint_kit.exercises.generate import generate, write_generated
from osint_kit.exercises.generated_people import Hardness
from osint_kit.identifiers import parse
from tests.exercises.client import running


def test_the_same_seed_makes_the_same_bytes_on_any_machine() -> None:
    program = (
        "import hashlib; from osint_kit.exercises.generate import generate\n"
        "print([(k, hashlib.sha256(v).hexdigest()) for k, v in generate(5, 12, 100, 'hard').files.items()])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Pacific/Fiji"), ("2", "America/Caracas"))
    }
    assert len(outputs) == 1
    assert generate(5, 12, 100, "hard").files != generate(6, 12, 100, "hard").files


@pytest.mark.parametrize("level", list(Hardness))
def test_a_generated_scenario_has_no_mistake_and_its_truth_is_in_the_world(tmp_path: Path, level: str) -> None:
    made = generate(3, 20, 120, level)
    path = write_generated(made, tmp_path)
    assert check_scenario(str(path)) == []
    truth = json.loads((tmp_path / "generated-3.truth.json").read_text(encoding="utf-8"))
    assert truth == made.truth
    scenario = load_scenario(str(path))
    shown = {(site.name, account.handle) for site in scenario.sites for account in site.accounts}
    assert len(truth["people"]) == 20
    for person in truth["people"]:
        assert {(account["site"], account["handle"]) for account in person["accounts"]} <= shown
        for identifier in person["identifiers"]:
            found = parse(
                f"{identifier['kind']}:{identifier['value']}" if identifier["kind"] != "url" else identifier["value"]
            )
            assert (found.kind.value, found.value) == (identifier["kind"], identifier["value"])
        reached = {
            f"account:{a['site']}:{a['handle']}" for a in person["accounts"] if a["handle"] == person["start"]["value"]
        }
        for _ in person["ties"]:
            for tie in person["ties"]:
                ends = {f"{end['kind']}:{end['value']}" for end in (tie["a"], tie["b"])}
                reached |= ends if ends & reached else set()
        every = {f"account:{a['site']}:{a['handle']}" for a in person["accounts"]}
        assert every <= reached, "each account can be come to from the handle that one starts with"


def test_noise_is_as_much_as_was_asked_for() -> None:
    counts = {}
    for noise in (0, 300):
        text = generate(4, 5, noise, "medium").files["generated-4.toml"].decode()
        counts[noise] = text.count("handle = ") + text.count("[[domain]]")
    assert counts[300] - counts[0] == 300


def test_a_generated_world_answers(tmp_path: Path) -> None:
    made = generate(9, 10, 30, "hard")
    scenario = load_scenario(str(write_generated(made, tmp_path)))
    person = next(p for p in made.truth["people"] if p["role"] == "suspect")  # type: ignore[union-attr,index,call-overload]
    domain = next(i["value"] for i in person["identifiers"] if i["kind"] == "domain")  # type: ignore[index,union-attr,call-overload]
    with running(scenario, tmp_path) as (_, client):
        assert client.resolve(str(domain)).answer
        assert f"{domain}".upper() in client.whois("whois.nic.example", str(domain))


@pytest.mark.parametrize(
    "people, noise, level, name, says",
    [
        (0, 0, "easy", "", "cannot be made"),
        (10**9, 0, "easy", "", "cannot be made"),
        (1, -1, "easy", "", "cannot be made"),
        (1, 0, "awful", "", "'awful' is no level"),
        (1, 0, "easy", "../x", "'../x' is no name"),
    ],
)
def test_what_cannot_be_made(people: int, noise: int, level: str, name: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        generate(1, people, noise, level, name)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    made = generate(1, 1, 0, "easy")
    write_generated(made, tmp_path)
    with pytest.raises(UsageError, match="is there already"):
        write_generated(made, tmp_path)
    with pytest.raises(UsageError, match="is no folder"):
        write_generated(made, tmp_path / "nowhere")
