import os
import shutil
import subprocess
from pathlib import Path

import pytest

from osint_kit.errors import UsageError
from osint_kit.exercises import Range, load_scenario
from osint_kit.exercises.browsers import NAMES, browser_command, find_browser, key_hash

BROWSER = next((path for path in map(shutil.which, NAMES) if path), "")
needs_browser = pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine")


def show(command: list[str]) -> str:
    """The page that a browser shows; where it shows none, as newer ones do when no page came, what it says of it."""
    done = subprocess.run(
        [*command[:-1], "--headless=new", "--disable-gpu", "--dump-dom", command[-1]],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    return done.stdout or done.stderr


@needs_browser
def test_a_browser_sees_the_exercise_over_tls_and_nothing_else(tmp_path: Path) -> None:
    with Range(load_scenario("island-jobs")) as serving:
        world = serving.write_world(tmp_path)
        command = browser_command(find_browser(), world, tmp_path / "profile", "http://bit.ly/island-jobs-2026")
        assert "You are visitor no. 1." in show(command)
        assert serving.visits("https://apply.island-jobs.example/form") == 1
        assert next(entry.trap for entry in serving.log if entry.off_limits).startswith("The recruiter's page")
        elsewhere = browser_command(find_browser(), world, tmp_path / "profile", "https://www.example.org:8443/")
        seen = show(elsewhere)
        assert "could not be found" in seen or "ERR_NAME_NOT_RESOLVED" in seen
        router = browser_command(find_browser(), world, tmp_path / "profile", "http://192.168.1.1/admin")
        assert "There is no 192.168.1.1 in this exercise" in show(router)


def test_trust_is_in_the_key_that_the_authority_vouches_for(tmp_path: Path) -> None:
    with Range(load_scenario("island-jobs")) as serving, Range(load_scenario("island-jobs")) as other:
        world = serving.write_world(tmp_path)
        assert key_hash(serving.places["*:443"], tmp_path / "ca.pem") == serving.authority.host_key_hash
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            key_hash(other.places["*:443"], tmp_path / "ca.pem")
    with pytest.raises(UsageError, match="does not answer"):
        browser_command("chromium", world, tmp_path, "about:blank")


def test_a_machine_without_a_browser_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="cannot be run"):
        find_browser(str(tmp_path / "nothing"))
    if os.name != "nt":
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(UsageError, match="no Chromium, Chrome or Edge"):
            find_browser()
