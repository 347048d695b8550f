"""`osint exercise start`, `exec`, `shell`, `browse` and `join`: an exercise served, and work in it."""

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.options import leaf
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.exercises import Asked, Range

CLASS_PORT = 8470
WAIT = 0.5
"""Seconds; on Windows a wait without an end does not hear Ctrl-C."""

Name = Annotated[str, typer.Argument(metavar="NAME", help="An exercise that comes with the kit, or a .toml file.")]
Into = Annotated[
    Path | None,
    typer.Option("--into", metavar="DIR", help="Where world.toml and ca.pem go. Default: a temporary folder."),
]


def add_serving(app: typer.Typer) -> None:
    """Make the five commands of a group."""
    leaf(app, "start")(start)
    leaf(app, "exec", raw=True)(execute)
    leaf(app, "shell")(shell)
    leaf(app, "browse", raw=True)(browse)
    leaf(app, "join")(join)


def start(
    session: Session,
    name: Name,
    folder: Into = None,
    lan: Annotated[
        str | None,
        typer.Option("--lan", metavar="ADDRESS", help="Serve a class: this machine's address in its network."),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=1, max=65535, help="With --lan: where trainees join.")
    ] = CLASS_PORT,
) -> None:
    """Serve an exercise until Ctrl-C, and show live who asked what and which trap was sprung.

    Prints the path of the world file; in a second terminal set OSINT_WORLD to it, or give it with --world. What the
    trainee is handed lies in the folder 'material' beside it. Only this machine can ask, unless --lan is given.

    Examples:

      osint exercise start island-jobs --into .

      osint exercise start island-jobs --lan 192.168.1.5
    """
    from queue import Empty, SimpleQueue

    from osint_kit.exercises import Range, load_scenario

    scenario = load_scenario(name)
    _must_be_folder(folder)

    asked: SimpleQueue[Asked] = SimpleQueue()  # a terminal that is held up must not hold up the range
    serving = Range(scenario, asked.put, lan_address(lan), port) if lan else Range(scenario, asked.put)
    with tempfile.TemporaryDirectory(prefix="osint-") as spare, serving:
        where = (folder or Path(spare)).resolve()
        path = serving.write_world(where)
        material = serving.write_material(where)
        print(path, flush=True)
        session.messages.say(f"{scenario.title}: {scenario.brief.strip()}\n")
        session.messages.say(f"what the trainee is handed: {material}")
        if lan:
            _say_what_lan_means(session, serving, lan)
        session.messages.say(f"serving; in another terminal: {_set_variable('OSINT_WORLD', path)}")
        session.messages.say("Ctrl-C ends it")
        try:
            while True:
                with suppress(Empty):
                    session.messages.say(_told(asked.get(timeout=WAIT), with_who=bool(lan)))
        finally:
            while not asked.empty():
                session.messages.say(_told(asked.get(), with_who=bool(lan)))
            _say_what_was_asked(session, serving)


def execute(
    session: Session,
    name: Name,
    line: Annotated[list[str], typer.Argument(metavar="-- COMMAND [ARGS]...", help="The command to run in it.")],
) -> None:
    """Serve an exercise for one command, and leave with that command's exit code.

    Example:

      osint exercise exec island-jobs -- osint link expand https://bit.ly/island-jobs-2026
    """
    from osint_kit.exercises import Range, load_scenario

    scenario = load_scenario(name)
    with tempfile.TemporaryDirectory(prefix="osint-") as folder, Range(scenario) as world:
        environment = {**os.environ, "OSINT_WORLD": str(world.write_world(Path(folder)))}
        command = [sys.executable, "-m", "osint_kit", *line[1:]] if line[0] == "osint" else line
        code = _run(command, environment)
    raise typer.Exit(code)


def shell(session: Session, name: Annotated[str | None, typer.Argument(metavar="[NAME]")] = None) -> None:
    """Open a shell in which every osint command works in an exercise; leaving it ends the exercise.

    Without NAME it is the world of --world or OSINT_WORLD, such as one that was joined.

    Example:

      osint exercise shell island-jobs
    """
    from osint_kit.exercises.shells import shell_for

    with _in_world(session, name) as (path, serving), tempfile.TemporaryDirectory(prefix="osint-") as spare:
        named = serving.scenario.name if serving else session.world.name
        opened = shell_for(named, path, Path(spare), os.environ, os.name == "nt")
        if serving:
            session.messages.say(f"{serving.scenario.title}: {serving.scenario.brief.strip()}\n")
            session.messages.say(f"what you are handed: {serving.write_material(path.parent)}")
        session.messages.say("'exit' ends the shell" + (" and the exercise" if serving else ""))
        with _ctrl_c_is_the_shells_own():
            code = _run(opened.command, opened.environment)
        if serving:
            _say_what_was_asked(session, serving)
    raise typer.Exit(code)


def browse(
    session: Session,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="An exercise; - is the world of --world or OSINT_WORLD.")
    ] = None,
    url: Annotated[str, typer.Argument(metavar="[URL]", help="The first page.")] = "about:blank",
    more: Annotated[list[str] | None, typer.Argument(metavar="[-- OPTION]...", help="Options of the browser.")] = None,
    browser: Annotated[
        str, typer.Option("--browser", metavar="PATH", help="A Chromium, Chrome or Edge. Default: the first found.")
    ] = "",
) -> None:
    """Open Chromium in an exercise: it reaches the simulated internet and nothing else, with a profile for one time.

    A visit with a browser is a visit: the pages' owners see it, and the live view marks it.

    Example:

      osint exercise browse island-jobs https://pacific-careers.example/
    """
    from osint_kit.exercises.browsers import browser_command, find_browser
    from osint_kit.exercises.hosts import web_hosts

    program = find_browser(browser)
    with (
        _in_world(session, None if name == "-" else name) as (path, serving),
        tempfile.TemporaryDirectory(prefix="osint-browser-", ignore_cleanup_errors=True) as profile,
    ):
        hosts = web_hosts(serving.scenario) if serving else frozenset()
        command = [*browser_command(program, path, Path(profile), url, hosts), *(more or [])]
        session.messages.say("the browser opens; closing it ends this command")
        code = _run(command, dict(os.environ), quiet=not session.shared.verbose)
        if serving:
            _say_what_was_asked(session, serving)
    raise typer.Exit(code)


def join(
    session: Session,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="As the trainer gives it: http://HOST:PORT.")],
    folder: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="Where its files go.", show_default=False)
    ] = Path(),
) -> None:
    """Join a class: fetch the world file, its certificate authority and the material from the trainer's machine.

    Compare the fingerprint with the one on the trainer's screen.

    Example:

      osint exercise join http://192.168.1.5:8470
    """
    from osint_kit.exercises.joining import join as fetch

    _must_be_folder(folder)
    joined = fetch(address, folder)
    path = joined.world.resolve()
    print(path)
    session.messages.say(f"joined {joined.name}; its material: {path.parent / 'material'}")
    session.messages.say(f"the authority's fingerprint, to compare: {joined.fingerprint}")
    session.messages.say(f"now: {_set_variable('OSINT_WORLD', path)}")


@contextmanager
def _in_world(session: Session, name: str | None) -> "Iterator[tuple[Path, Range | None]]":
    """The world file of an exercise that is served for a while, or of the world that was given."""
    from osint_kit.errors import UsageError
    from osint_kit.exercises import Range, load_scenario

    if name is not None:
        with tempfile.TemporaryDirectory(prefix="osint-") as folder, Range(load_scenario(name)) as serving:
            yield serving.write_world(Path(folder)), serving
        return
    given = session.shared.world or os.environ.get("OSINT_WORLD")
    if not given:
        raise UsageError("no exercise was named", "give its NAME, or a world with --world FILE or OSINT_WORLD")
    _ = session.world
    yield Path(given).resolve(), None


@contextmanager
def _ctrl_c_is_the_shells_own() -> Iterator[None]:
    """A Ctrl-C that is meant for a command in the shell must not end the exercise around it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)  # SIG_IGN would be inherited by the shell
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _run(command: list[str], environment: dict[str, str], quiet: bool = False) -> int:
    from osint_kit.errors import UsageError

    try:
        errors = subprocess.DEVNULL if quiet else None
        return subprocess.run(command, env=environment, check=False, stderr=errors).returncode
    except OSError as error:
        raise UsageError(f"{command[0]} cannot be run: {error.strerror}", "put the command behind --") from error


def _told(asked: "Asked", *, with_who: bool) -> str:
    marks = [word for word in ("off limits" if asked.off_limits else "", asked.trap and f"trap: {asked.trap}") if word]
    who = f"{asked.who} " if with_who else ""
    line = f"{asked.at:%H:%M:%S} {who}{asked.protocol:5} {asked.host} {asked.what} -> {asked.outcome}"
    return line + "".join(f"  << {mark}" for mark in marks)


def _say_what_lan_means(session: Session, serving: "Range", address: str) -> None:
    session.messages.warn(
        f"every machine that reaches {address} can ask this exercise and fetch its material, without a password;"
        " nothing else of this machine is served, and it ends with Ctrl-C"
    )
    session.messages.say(f"trainees join with: osint exercise join {serving.join_at}")
    session.messages.say(f"and compare the authority's fingerprint: {serving.authority.fingerprint}")


def _say_what_was_asked(session: Session, serving: "Range") -> None:
    asked = serving.log
    machines = len({entry.who for entry in asked})
    session.messages.say(f"asked {len(asked)} times by {machines} machine{'s' * (machines != 1)}")
    for title, times in Counter(entry.trap for entry in asked if entry.trap).most_common():
        session.messages.say(f"trap sprung: {title} ({times})")


def lan_address(text: str) -> str:
    """One address of this machine; all of them at once would be more than is meant. Raises ``UsageError``."""
    from ipaddress import ip_address

    from osint_kit.errors import UsageError

    try:
        address = ip_address(text)
    except ValueError as error:
        raise UsageError(
            f"{text} is no IP address", "see the addresses of this machine: ip addr, or ipconfig"
        ) from error
    if address.is_unspecified or address.is_multicast:
        raise UsageError(f"{text} means every network of this machine", "name its one address in the class's network")
    return str(address)


def _must_be_folder(folder: Path | None) -> None:
    from osint_kit.errors import UsageError

    if folder and not folder.is_dir():
        raise UsageError(f"{folder} is no folder", "make it first, or leave --into out")


def _set_variable(name: str, value: Path) -> str:
    return f'set "{name}={value}"' if os.name == "nt" else f"export {name}='{value}'"
