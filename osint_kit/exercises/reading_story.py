"""``[[person]]``, ``[[message]]``, ``files``, ``[[trap]]``, ``[[question]]`` and ``[rules]`` of a scenario file."""

import re

from osint_kit.exercises.addresses import host_name
from osint_kit.exercises.files import file_beside, files_beside
from osint_kit.exercises.handout import BRIEF, is_safe
from osint_kit.exercises.media_types import media_type
from osint_kit.exercises.story import (
    Material,
    Message,
    MessageKind,
    Person,
    Picture,
    Question,
    Role,
    Rules,
    Trap,
    TrapKind,
)
from osint_kit.exercises.toml_table import Table
from osint_kit.identifiers import Kind
from osint_kit.reach import Reach

PROFILE = ("bio", "company", "email", "location", "website")
"""What a ``[[person]]`` can say for all of his accounts."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
TEXT = "text"
KINDS = tuple(dict.fromkeys((TEXT, *(kind.value for kind in Kind))))


def read_rules(file: Table) -> Rules:
    """The rules of the brief."""
    table = file.table("rules")
    if table is None:
        return Rules()
    reach = table.word("reach", [level.word for level in Reach], Reach.PLATFORM.word)
    rules = Rules(Reach.of(reach), table.read_all("off_limits", host_name))
    table.close()
    return rules


def read_people(file: Table) -> tuple[Person, ...]:
    """All people; a handle is that of one of them."""
    owners: dict[str, str] = {}

    def read(table: Table) -> Person:
        person = _read_person(table)
        for handle in person.handles:
            if owners.setdefault(handle.casefold(), person.name) is not person.name:
                table.mistake(f"{handle} is the handle of two people; say who he is at his accounts", "handles")
        return person

    return tuple(file.each("person", read))


def read_messages(file: Table) -> tuple[Message, ...]:
    """All texts that the trainee is handed."""
    names: set[str] = set()

    def read(table: Table) -> Message:
        kind = MessageKind(table.word("kind", MessageKind, MessageKind.NOTE))
        number = len(names) + 1
        message = Message(
            name=f"{number:02}-{kind.value}.txt",
            kind=kind,
            text=_text_or_file(table),
            sender=table.text("from", ""),
            receiver=table.text("to", ""),
            platform=table.text("platform", ""),
            at=table.moment("at"),
        )
        names.add(message.name)
        table.close()
        return message

    return tuple(file.each("message", read))


def read_materials(file: Table) -> tuple[Material, ...]:
    """The files that the trainee is handed."""
    found: dict[str, Material] = {}
    for path in files_beside(file, "files"):
        if path.name in found:
            file.mistake(f"two files are called {path.name}", "files")
        if not is_safe(path.name) or path.name == BRIEF:
            file.mistake(f"{path.name!r}: give the file another name, of letters, digits, dots and hyphens", "files")
        found[path.name] = Material(path.name, path.read_bytes())
    return tuple(found.values())


def read_traps(file: Table) -> tuple[Trap, ...]:
    """All traps."""
    return tuple(file.each("trap", _read_trap))


def read_questions(file: Table) -> tuple[Question, ...]:
    """All questions; their ``id`` is their number where they have none of their own."""
    refs: set[str] = set()

    def read(table: Table) -> Question:
        question = _read_question(table, str(len(refs) + 1))
        if question.ref in refs:
            table.mistake(f"{question.ref} is the id of two questions", "id")
        refs.add(question.ref)
        return question

    return tuple(file.each("question", read))


def bare_handle(text: str) -> str:
    """A handle without the @ that people write before it, and that no site has in its addresses."""
    return text.strip().removeprefix("@")


def read_picture(table: Table) -> Picture | None:
    """The picture that the key ``picture`` names, where it is there."""
    if "picture" not in table:
        return None
    path = file_beside(table, "picture")
    if path is None:
        return None
    kind = media_type(path)
    if not kind.startswith("image/"):
        table.mistake(f"{path.name} is no picture: give a .png, .jpg, .gif or .webp", "picture")
    return Picture(path.read_bytes(), kind)


def _read_person(table: Table) -> Person:
    person = Person(
        name=table.text("name"),
        handles=table.read_all("handles", bare_handle),
        profile={key: table.text(key) for key in PROFILE if key in table},
        role=Role(table.word("role", Role, Role.UNKNOWN)),
        minor=table.flag("minor"),
        languages=table.read_all("languages", _language),
        phones=table.texts("phones"),
        emails=table.texts("emails"),
        wallets=table.texts("wallets"),
        picture=read_picture(table),
    )
    table.close()
    return person


def _read_trap(table: Table) -> Trap:
    kind = TrapKind(table.word("kind", TrapKind, TrapKind.OTHER))
    trap = Trap(
        table.text("title", kind.value),
        kind,
        table.text("at"),
        table.text("lesson", ""),
        table.number("points", 5, 0, 100),
    )
    table.close()
    return trap


def _read_question(table: Table, number: str) -> Question:
    kind = table.word("kind", KINDS, TEXT)
    answers = table.texts("answers")
    wrong = table.table("wrong")
    question = Question(
        ref=table.text("id", number),
        ask=table.text("ask"),
        answers=answers,
        kind=kind,
        points=table.number("points", 10, 0, 1000),
        need=table.number("need", 1, 1, 1000),
        hints=table.texts("hints"),
        hint_cost=table.number("hint_cost", 2, 0, 1000),
        lesson=table.text("lesson", ""),
        command=table.text("command", ""),
        derived=table.flag("derived"),
        wrong={key: wrong.text(key) for key in wrong.keys_given()} if wrong else {},
    )
    if not answers:
        table.mistake("'answers' is missing: all that are right, in quotes")
    elif question.need > len(answers):
        table.mistake(f"{question.need} answers are needed and only {len(answers)} are given", "need")
    if question.hint_cost * len(question.hints) > question.points and "hint_cost" in table:
        table.mistake("all hints together cost more than the question has points", "hint_cost")
    table.close()
    return question


def _text_or_file(table: Table) -> str:
    if "file" not in table:
        return table.text("text")
    if "text" in table:
        table.mistake("'text' and 'file' exclude each other")
    path = file_beside(table, "file")
    try:
        return path.read_text(encoding="utf-8") if path else ""
    except ValueError:
        table.mistake("the file is no text in UTF-8", "file")
        return ""


def _language(text: str) -> str:
    if not LANGUAGE.fullmatch(text):
        raise ValueError(f"{text!r} is no code of a language, such as en, fj, hif or bi (BCP 47)")
    return text
