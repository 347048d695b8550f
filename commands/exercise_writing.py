"""`osint exercise new`, `check` and `generate`: for those who write exercises."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.options import leaf
from osint_kit.commands.session import Session
from osint_kit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from osint_kit.tables.values import Value

MISTAKE_FIELDS = ("file", "line", "place", "problem")

Folder = Annotated[Path, typer.Option("--into", metavar="DIR", help="The folder to write into.", show_default=False)]


def add_writing(app: typer.Typer) -> None:
    """Make the three commands of a group."""
    leaf(app, "new")(new)
    leaf(app, "check")(check)
    leaf(app, "generate")(generate)


def check(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="FILE", help="A scenario file, or the name of an exercise.")],
) -> None:
    """List every mistake in a scenario file, with its line; exit code 1 where there are any.

    Notes on what may be meant go to stderr, such as a loop that no [[trap]] names.

    Example:

      osint exercise check my-exercise.toml
    """
    from osint_kit.commands.typed import what_is_wrong
    from osint_kit.exercises import check_scenario

    found = check_scenario(name, what_is_wrong)
    wrong = [mistake for mistake in found if not mistake.only_note]
    for note in found:
        if note.only_note:
            session.messages.say(f"{name}: {note}")
    with session.results(MISTAKE_FIELDS) as results:
        for mistake in wrong:
            record: dict[str, Value] = {
                "file": name,
                "line": mistake.line,
                "place": mistake.place,
                "problem": mistake.mistake,
            }
            results.write(None, record)
    if not wrong:
        session.messages.say(f"{name}: no mistake found")


def new(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits and hyphens; the file's name.")],
    title: Annotated[str | None, typer.Option("--title", help="What the exercise is called.")] = None,
    handle: Annotated[str | None, typer.Option("--handle", help="The handle that the suspect uses.")] = None,
    phone: Annotated[str | None, typer.Option("--phone", help="His phone number, one that nobody has.")] = None,
    domain: Annotated[str | None, typer.Option("--domain", help="His web site, a name under .example.")] = None,
    link: Annotated[str | None, typer.Option("--link", help="The shortened link of his advertisement.")] = None,
    folder: Folder = Path(),
) -> None:
    """Write a scenario that works, to be changed by hand: it asks a few questions, or takes options.

    Return alone takes what stands in brackets; what cannot be used is asked again. Without a terminal nothing is asked.

    Example:

      osint exercise new orchard --title "Orchard work" --handle orchardjobs
    """
    from osint_kit.exercises.starting import Ideas, ideas_for, in_form, new_file, write_new

    given = {"title": title, "handle": handle, "phone": phone, "domain": domain, "link": link}
    ideas = ideas_for(name)._asdict()
    new_file(name, folder)
    ask = sys.stdin.isatty() and sys.stderr.isatty()
    for key, question in QUESTIONS.items():
        if given[key] is None and ask:
            given[key] = _ask(question, ideas[key], partial(in_form, key, so_far=given))
    chosen = Ideas(**{**ideas, **{key: text for key, text in given.items() if text is not None}})
    path = write_new(name, chosen, folder)
    print(path)
    session.messages.say(f"try it: osint exercise start {path}; change it, then: osint exercise check {path}")


def _ask(question: str, default: str, read: "Callable[[str], str]") -> str:
    """Ask until the answer can be used."""

    def answer(text: str) -> str:
        try:
            return read(text)
        except UsageError as error:
            raise typer.BadParameter(error.message) from error

    return typer.prompt(question, default=default, value_proc=answer, err=True)  # type: ignore[no-any-return]


QUESTIONS = {
    "title": "What is the exercise called",
    "handle": "Which handle does the suspect use",
    "phone": "Which phone number (+679 999 and four digits is nobody's)",
    "domain": "Which web site does he have (a name that ends in .example)",
    "link": "Which shortened link stands in his advertisement",
}


def generate(
    session: Session,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="The same number makes the same world.")],
    people: Annotated[int, typer.Option("--people", metavar="N", help="How many persons are in the story.")] = 20,
    noise: Annotated[
        int, typer.Option("--noise", metavar="N", help="How many accounts, domains and links mean nothing.")
    ] = 200,
    level: Annotated[str, typer.Option("--level", metavar="WORD", help="easy, medium or hard.")] = "medium",
    name: Annotated[str, typer.Option("--name", help="Default: generated-N.", show_default=False)] = "",
    folder: Folder = Path(),
) -> None:
    """Make a world with known truth from a number: a scenario, and beside it who is who in NAME.truth.json.

    Example:

      osint exercise generate --seed 7 --people 20 --noise 2000 --level hard
    """
    from osint_kit.exercises.generate import generate as make
    from osint_kit.exercises.generate import write_generated

    path = write_generated(make(seed, people, noise, level, name), folder)
    print(path)
    session.messages.say(f"who is who: {path.with_suffix('.truth.json')}; try it: osint exercise start {path}")
