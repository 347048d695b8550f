"""What a trainee is handed: the brief with the questions, the messages, and the files, never an answer."""

import re

from osint_kit.exercises.relative_dates import midnight
from osint_kit.exercises.scenario import Scenario
from osint_kit.exercises.story import Message, Question

FOLDER = "material"
BRIEF = "brief.txt"
SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. ()-]{0,120}")


def is_safe(name: str) -> bool:
    """Whether a file can have this name on every system, and lies in no other folder."""
    return bool(SAFE.fullmatch(name)) and ".." not in name and not name.endswith((".", " "))


def handout(scenario: Scenario) -> dict[str, bytes]:
    """Each file by its name."""
    files = {BRIEF: _brief(scenario).encode()}
    files |= {message.name: _message(message).encode() for message in scenario.messages}
    return files | {item.name: item.body for item in scenario.materials}


def _brief(scenario: Scenario) -> str:
    rules = scenario.rules
    parts = [
        scenario.title,
        f"{scenario.level.value}, {scenario.minutes} minutes. An exercise: nothing here is about anybody.",
        scenario.brief,
        "You start from:\n" + "".join(f"  {seed}\n" for seed in scenario.seeds),
        f"Highest reach allowed: {rules.reach.word}."
        + (f" Must not be touched: {', '.join(rules.off_limits)}." if rules.off_limits else ""),
    ]
    if scenario.questions:
        parts.append("Questions\n\n" + "\n".join(_question(item) for item in scenario.questions))
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _question(question: Question) -> str:
    points = "1 point" if question.points == 1 else f"{question.points} points"
    return f"  {question.ref}: {question.ask} ({points})"


def _message(message: Message) -> str:
    head = {
        "Kind": message.kind.value,
        "Where": message.platform,
        "From": message.sender,
        "To": message.receiver,
        "At": f"{midnight(message.at):%Y-%m-%d %H:%M} UTC" if message.at else "",
    }
    return "".join(f"{key}: {value}\n" for key, value in head.items() if value) + f"\n{message.text.strip()}\n"
