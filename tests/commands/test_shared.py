"""What all commands share: exit codes, messages, terminals, pipes, cases, worlds."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from osint_kit.commands.app import GROUPS
from tests.conftest import Osint


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_told_in_the_same_words_everywhere(osint: Osint, group: str) -> None:
    assert GROUPS[group] in " ".join(osint("--help").out.split())
    assert GROUPS[group] in " ".join(osint(group, "--help").out.split())


def test_a_closed_pipe_ends_quietly(osint: Osint) -> None:
    numbers = "\n".join(f"+67999{number:05d}" for number in range(20000))
    process = subprocess.Popen(
        [sys.executable, "-m", "osint_kit", "phone", "normalise"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=osint.environment(),
        cwd=osint.folder,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr

    def feed() -> None:
        assert process.stdin
        with suppress(BrokenPipeError):
            process.stdin.write(numbers.encode())
            process.stdin.close()

    feeder = threading.Thread(target=feed)
    feeder.start()
    process.stdout.readline()
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    code = process.wait(timeout=60)
    feeder.join()
    with suppress(BrokenPipeError):
        process.stdin.close()
    assert (code, error) == (0, b"")


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["phone", "nonsense"],
        ["phone", "normalise", "--nonsense", "x"],
        ["phone", "normalise", "+6799991234", "-f", "pdf"],
        ["phone", "normalise", "+6799991234", "-o", "out.pdf"],
        ["phone", "normalise", "+6799991234", "--reach", "moon"],
        ["phone", "normalise", "+6799991234", "--offline", "--reach", "target", "--case", "c"],
        ["phone", "normalise", "-i", "missing.csv"],
        ["phone", "normalise", "+6799991234", "--case", "missing"],
        ["domain", "resolve", "x.example", "--world", "missing.toml"],
        ["domain", "resolve", "x.example", "--type", "NONSENSE"],
        ["domain", "resolve", "x.example", "--proxy", "ftp://x"],
        ["case", "new", "c", "--title", "", "--purpose", "p", "--authority", "a"],
        ["case", "new", "c"],
        ["case", "show"],
        ["account", "find", "x", "--sites", "missing.json"],
        ["source", "show", "nonsense"],
        ["exercise", "start", "nonsense"],
        ["profile", "show"],
    ],
)
def test_usage_errors_say_what_and_what_next(osint: Osint, words: list[str]) -> None:
    done = osint(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")
    assert "next: " in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "words",
    [
        ["domain", "resolve", "x.example"],
        ["domain", "whois", "x.example"],
        ["link", "expand", "https://bit.ly/x"],
        ["account", "find", "sefa"],
    ],
)
def test_out_of_reach_is_three_and_says_which_option_allows_it(trained: Osint, words: list[str]) -> None:
    done = trained(*words, "--offline")
    assert (done.code, done.out) == (3, "")
    assert "--reach" in done.err


def test_a_case_sets_the_ceiling(trained: Osint) -> None:
    folder = trained.new_case("case", "--max-reach", "registry")
    assert trained("link", "expand", "https://bit.ly/x", cwd=folder).code == 3
    assert trained("domain", "resolve", "island-jobs.example", "--reach", "platform", cwd=folder).code == 3
    assert trained("domain", "resolve", "island-jobs.example", cwd=folder).code == 0
    assert len(list((folder / "runs").iterdir())) == 1


def test_a_case_refuses_another_world(trained: Osint, osint: Osint) -> None:
    folder = trained.new_case()
    done = osint("phone", "normalise", "+6799991234", cwd=folder)
    assert done.code == 3
    assert "belongs to the world 'island-jobs'" in done.err
    assert osint("case", "verify", cwd=folder).code == 0
    assert "exercise" in osint("case", "show", cwd=folder).err


def test_the_scope_of_a_case_is_enforced_where_it_is_a_rule(trained: Osint) -> None:
    folder = trained.new_case("case", "--scope", "phone:+679*", "--scope", "numbers off the advertisement")
    done = trained("phone", "normalise", "+6799991234", "+6785912345", "-f", "json", cwd=folder)
    one, two = json.loads(done.out)
    assert done.code == 1
    assert one["problem"] is None
    assert "outside the scope" in two["problem"]


def test_the_case_around_the_folder_and_the_variable(osint: Osint) -> None:
    folder = osint.new_case()
    osint("phone", "normalise", "+6799991234", cwd=folder / "runs")
    osint("phone", "normalise", "+6799991234", extra={"OSINT_CASE": str(folder)})
    assert len(list((folder / "runs").iterdir())) == 2


def test_a_case_that_cannot_be_written(osint: Osint) -> None:
    folder = osint.new_case()
    if os.geteuid() == 0:
        mounted = subprocess.run(["mount", "--bind", "-o", "ro", str(folder), str(folder)], check=False)
        if mounted.returncode:
            pytest.skip("root may write everywhere, and nothing can be mounted read-only here")
    else:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        done = osint("phone", "normalise", "+6799991234", "--case", str(folder))
        assert done.code == 2
        assert "not writable" in done.err
        assert osint("case", "verify", str(folder)).code == 0
        assert osint("case", "show", str(folder)).code == 0
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", str(folder)], check=True)
        else:
            folder.chmod(0o700)


def test_a_damaged_case_is_four(osint: Osint) -> None:
    folder = osint.new_case()
    osint("phone", "normalise", "+6799991234", cwd=folder)
    ledger = folder / "ledger.ndjson"
    data = ledger.read_bytes()
    ledger.write_bytes(data.replace(b'"Ana Vuki"', b'"Ana Vukj"', 1))
    for words in (["case", "verify"], ["case", "show"], ["phone", "normalise", "+6799991234"]):
        done = osint(*words, cwd=folder)
        assert done.code == 4, words
        assert "chain" in done.err
    ledger.write_bytes(data)
    (folder / "case.json").write_text("{")
    assert osint("case", "verify", cwd=folder).code == 4


def test_two_runs_in_one_case_at_once(trained: Osint) -> None:
    folder = trained.new_case()
    workers = [trained.begin("account", "find", f"sefa{number}", cwd=folder) for number in range(4)]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0, 0, 0]
    done = trained("case", "show", "--runs", "-f", "json", cwd=folder)
    assert [row["state"] for row in json.loads(done.out)] == ["complete"] * 4
    assert trained("case", "verify", cwd=folder).code == 0


def test_ctrl_c_keeps_what_was_done(osint: Osint) -> None:
    folder = osint.new_case()
    pipe = subprocess.PIPE
    worker = osint.begin("phone", "normalise", "-", cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe)
    assert worker.stdin
    worker.stdin.write(b"+6799991234\n+6785912345\n")
    worker.stdin.flush()
    wait_for(lambda: any(path.stat().st_size > 1500 for path in folder.glob("runs/*/findings.ndjson")))
    worker.send_signal(signal.SIGINT)
    out, err = worker.communicate(timeout=60)
    assert worker.returncode == 130
    assert b"interrupted" in err
    assert b"Traceback" not in err
    assert b"+6785912345" in out
    (row,) = json.loads(osint("case", "show", "--runs", "-f", "json", cwd=folder).out)
    assert (row["state"], row["findings"]) == ("stopped", 4)
    assert osint("case", "verify", cwd=folder).code == 0


def wait_for(holds: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_head_is_shown_and_proves_the_end(osint: Osint) -> None:
    folder = osint.new_case()
    done = osint("phone", "normalise", "+6799991234", cwd=folder)
    (head,) = re.findall(r"head ([0-9a-f]{64})", done.err)
    osint("phone", "normalise", "+6785912345", cwd=folder)
    assert osint("case", "verify", "--head", head, cwd=folder).code == 0
    lines = (folder / "ledger.ndjson").read_bytes().splitlines(keepends=True)
    (folder / "ledger.ndjson").write_bytes(b"".join(lines[:1]))
    for run in (folder / "runs").iterdir():
        for path in run.iterdir():
            path.unlink()
        run.rmdir()
    assert osint("case", "verify", cwd=folder).code == 0
    assert osint("case", "verify", "--head", head, cwd=folder).code == 4


@pytest.mark.parametrize(
    "world",
    ["", "name = 1", "name = 'x'\nresolver = 'nowhere'", "not toml", "name='x'\nresolver='127.0.0.1:1'\nca='no.pem'"],
)
def test_a_broken_world_file_names_itself(osint: Osint, world: str) -> None:
    path = osint.folder / "world.toml"
    path.write_text(world)
    done = osint("domain", "resolve", "x.example", "--world", str(path))
    assert done.code == 2
    assert "world.toml" in done.err


def test_an_unreachable_resolver_is_a_problem_of_each_item(osint: Osint) -> None:
    path = osint.folder / "world.toml"
    path.write_text(
        'name = "dead"\nresolver = "127.0.0.1:9"\n[connect]\n"*:80" = "127.0.0.1:9"\n"*:443" = "127.0.0.1:9"\n'
    )
    done = osint("domain", "resolve", "--type", "A", "x.example", "-f", "json", "--world", str(path))
    (row,) = json.loads(done.out)
    assert done.code == 1
    assert row["problem"]
    done = osint("link", "expand", "https://bit.ly/x", "-f", "json", "--world", str(path))
    (row,) = json.loads(done.out)
    assert (done.code, row["stopped"]) == (1, "error")


def test_windows_names(osint: Osint) -> None:
    folder = osint.new_case("my case")
    osint("phone", "normalise", "+6799991234", cwd=folder)
    osint("profile", "build", "+6799991234", "--offline", cwd=folder)
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        assert not re.search(r'[<>:"|?*\x00-\x1f]', name)
        assert len(name) < 120


def test_no_file_is_left_behind_by_a_failed_output(osint: Osint) -> None:
    done = osint("phone", "normalise", "+6799991234", "-o", "no-such-folder/out.csv")
    assert done.code == 1
    assert "next:" in done.err
    assert list(osint.folder.iterdir()) == []


def test_dev_full_is_an_output_error(osint: Osint) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "osint_kit", "phone", "normalise", "+6799991234"],
            stdout=full,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            env=osint.environment(),
            check=False,
        )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["internet", "Internet"])
def test_no_file_may_call_its_world_the_internet(osint: Osint, name: str) -> None:
    (osint.folder / "w.toml").write_text(f'name = "{name}"\nresolver = "127.0.0.1:9"\n', encoding="utf-8-sig")
    done = osint("case", "new", "c", "--title", "t", "--purpose", "p", "--authority", "a", "--world", "w.toml")
    assert done.code == 2
    assert "real internet" in done.err


def test_an_edited_card_is_not_obeyed(trained: Osint) -> None:
    folder = trained.new_case("case", "--max-reach", "registry")
    card = folder / "case.json"
    card.write_text(card.read_text().replace('"registry"', '"target"'))
    for words in (["link", "expand", "https://bit.ly/x"], ["case", "show"], ["case", "verify"]):
        done = trained(*words, cwd=folder)
        assert done.code == 4, words
        assert "case.json" in done.err
    card.unlink()
    assert trained("case", "verify", cwd=folder).code == 4


@pytest.mark.parametrize("head", ["", "abc", "z" * 64])
def test_what_is_no_head_proves_nothing(osint: Osint, head: str) -> None:
    folder = osint.new_case()
    assert osint("case", "verify", "--head", head, cwd=folder).code == 2


def test_a_head_may_be_written_in_capitals(osint: Osint) -> None:
    folder = osint.new_case()
    head = json.loads(osint("case", "show", "-f", "json", cwd=folder).out)[0]["head"]
    assert osint("case", "verify", "--head", head.upper(), cwd=folder).code == 0


@pytest.mark.parametrize("name", ["case.json", "ledger.ndjson", "runs/x.csv"])
def test_results_are_not_written_over_a_case(osint: Osint, name: str) -> None:
    folder = osint.new_case()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = osint("phone", "normalise", "+6799991234", "-f", "csv", "-o", name, cwd=folder)
    assert done.code == 2
    assert "part of the case" in done.err
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_out_of_scope_is_three(trained: Osint) -> None:
    folder = trained.new_case("case", "--scope", "phone")
    done = trained("domain", "resolve", "island-jobs.example", cwd=folder)
    assert done.code == 3
    assert "scope" in done.err
    assert "nothing would be asked" in trained("domain", "resolve", "island-jobs.example", "--plan", cwd=folder).err


def test_the_scope_binds_what_is_found_on_the_way(trained: Osint) -> None:
    folder = trained.new_case("case", "--scope", "url", "--scope", "handle")
    done = trained("profile", "build", "https://bit.ly/island-jobs-2026", "-f", "json", cwd=folder)
    (profile,) = json.loads(done.out)
    reasons = {entry["value"]: entry["reason"] for entry in profile["not_followed"]}
    assert "outside the scope" in reasons["island-jobs.example"]
    assert b"dns:island-jobs.example?type=MX" not in b"".join(path.read_bytes() for path in folder.rglob("*.ndjson"))


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_crash(osint: Osint, closed: str) -> None:
    line = f'"{sys.executable}" -m osint_kit phone normalise +6799991234 {closed}'
    done = subprocess.run(line, shell=True, env=osint.environment(), capture_output=True, cwd=osint.folder, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["--world", "missing.toml"], ["--budget", "lots"], ["--proxy", "ftp://x"]])
def test_options_are_read_also_where_nothing_is_asked(osint: Osint, words: list[str]) -> None:
    assert osint("phone", "normalise", "+6799991234", *words).code == 2


def test_lines_of_an_example_are_not_folded(osint: Osint) -> None:
    done = osint("link", "decode", "--help", extra={"COLUMNS": "50"})
    line = 'osint link decode "https://l.facebook.com/l.php?u=https%3A%2F%2Fjobs.example%2F%3Futm_source%3Dfb"'
    assert line in [text.strip() for text in done.out.splitlines()]
    assert max(map(len, done.out.splitlines()[1:8])) <= 50
