"""`osint exercise`: a simulated internet on this machine, for training and for trying things out."""

from pathlib import Path
from typing import Annotated

import typer

from osint_kit.commands.exercise_serving import Name, add_serving
from osint_kit.commands.exercise_writing import add_writing
from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session

app = new_group("exercise", "Exercises: a simulated internet on this machine.")
add_writing(app)
add_serving(app)

LIST_FIELDS = ("name", "title", "level", "minutes")


@leaf(app, "list")
def list_exercises(session: Session) -> None:
    """List the exercises that come with the kit.

    Example:

      osint exercise list
    """
    from osint_kit.exercises import scenario_names

    with session.results(LIST_FIELDS) as results:
        for listed in scenario_names():
            results.write(None, listed._asdict())


@leaf(app, "questions")
def questions(
    session: Session,
    name: Name,
    hint: Annotated[
        str | None,
        typer.Option("--hint", metavar="QUESTION", help="Give the next hint of this question; it costs points."),
    ] = None,
) -> None:
    """List the questions of an exercise, and in a case what was answered to each.

    Examples:

      osint exercise questions island-jobs

      osint exercise questions island-jobs --hint link
    """
    from osint_kit.commands.exercise_answer import questions as list_questions

    list_questions(session, name, hint)


@leaf(app, "answer")
def answer(
    session: Session,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="The question's name, from 'questions'.")],
    answers: Annotated[list[str], typer.Argument(metavar="ANSWER...", help="One answer, or several.")],
) -> None:
    """Answer a question of the exercise; the answer is kept in the case, and a newer one takes its place.

    An answer earns all its points where the evidence in the case says it too.

    Examples:

      osint exercise answer link https://apply.island-jobs.example/form

      osint exercise answer accounts GitHub Mastodon Keybase
    """
    from osint_kit.commands.exercise_answer import answer as keep_answer

    keep_answer(session, question, answers)


@leaf(app, "score")
def score(
    session: Session,
    name: Name,
    class_folder: Annotated[
        Path | None, typer.Option("--class", metavar="FOLDER", help="Mark every case folder below this one.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the marks as a page to hand out.")
    ] = None,
    sheets: Annotated[bool, typer.Option("--sheets", help="With --class: a page beside each case folder.")] = False,
) -> None:
    """Mark a trainee's case folder: what was found, claimed wrongly, done against the brief, and how it is kept.

    Nothing is taken on trust: the folder must verify and belong to this exercise, and an answer is worth half
    where no evidence in it says so. Nothing is written into the folder.

    Examples:

      osint exercise score island-jobs --case case --html marks.html

      osint exercise score island-jobs --class handed-in -o class.xlsx
    """
    from osint_kit.commands import exercise_score
    from osint_kit.errors import UsageError

    if class_folder is None and sheets:
        raise UsageError("--sheets needs --class", "give --html FILE for one folder")
    if class_folder and html:
        raise UsageError("--html is for one folder", "give --sheets for a page beside each")
    if class_folder:
        exercise_score.score_class(session, name, class_folder, sheets)
    else:
        exercise_score.score(session, name, html)
