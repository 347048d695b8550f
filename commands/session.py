"""One command as it runs: what was typed, the case, the world, and where results go."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from osint_kit.commands.admission import Admission
from osint_kit.commands.ceilings import ceiling_within, out_of_reach, typed_reach
from osint_kit.commands.exits import Exit, ReaderLeft
from osint_kit.commands.items import Item, Items, open_items
from osint_kit.commands.messages import Messages
from osint_kit.commands.options import Shared, SharedItems
from osint_kit.commands.settings import operator
from osint_kit.commands.spool import STANDARD, as_file
from osint_kit.errors import Refused, UsageError
from osint_kit.reach import Reach
from osint_kit.tables.formats import Format, format_of

if TYPE_CHECKING:
    from osint_kit.canonical import Json
    from osint_kit.cases.case import Case
    from osint_kit.commands.results import Results
    from osint_kit.commands.statements import Statement
    from osint_kit.gateway import Budget, World
    from osint_kit.identifiers import Identifier
    from osint_kit.investigation import Investigation
    from osint_kit.sources.source import Planned
    from osint_kit.tables.values import Row

NO_CASE = UsageError(
    "no case here", "go into a case folder, name one with --case DIR, or make one with 'osint case new DIR'"
)


class Session:
    """Handed to every command function. ``exit`` is what the program will leave with."""

    def __init__(
        self, command: str, shared: Shared, of_items: SharedItems | None, needs: Reach, asks: bool = False
    ) -> None:
        self.command = command
        self._asks = asks
        self._admission: Admission | None = None
        self.shared = replace(shared, output=None) if str(shared.output) == STANDARD else shared
        self.needs = needs
        self.exit = Exit.ANSWERED
        self._resolvers: tuple[str, ...] = ()
        self._dns_rate: float | None = None
        self.messages = Messages(shared.quiet, shared.verbose, not shared.no_progress)
        self._of_items = of_items or SharedItems()
        self._until_the_end = ExitStack()
        self._typed: Mapping[str, Any] = {}

    def call(self, function: Callable[..., None], values: Mapping[str, Any]) -> None:
        """Run a command function and leave with the exit code it came to."""
        typed_reach(self.shared)
        self._read_network_options()
        if self.shared.output:
            from osint_kit.commands.results import must_not_be_evidence

            must_not_be_evidence(self.shared.output)
        if self.needs > Reach.OFFLINE and not self.planning and self.ceiling < self.needs:
            raise self.out_of_reach(self.needs)
        self._typed = values
        try:
            with self._until_the_end:
                function(self, **values)
        except BrokenPipeError as error:
            raise ReaderLeft from error
        if self._admission and (refusal := self._admission.all_refused()):
            raise refusal
        raise typer.Exit(self.exit)

    def _read_network_options(self) -> None:
        """What was typed is right or refused, also for a command that asks nobody."""
        if self.shared.world or self.shared.proxy or self.shared.doh:
            _ = self.world
        if self.shared.budget:
            _ = self.budget

    @cached_property
    def budget(self) -> "Budget | None":
        """How much may be asked in this run."""
        from osint_kit.gateway import read_budget

        return read_budget(self.shared.budget) if self.shared.budget else None

    @property
    def replaying(self) -> bool:
        """Whether a recorded run is carried out again; its items are then all that was asked about in it."""
        return False

    @property
    def planning(self) -> bool:
        """Whether only the plan is wanted."""
        return self.shared.plan

    @cached_property
    def ceiling(self) -> Reach:
        """How near to the subject this run may come: what was typed, within what the case allows."""
        return ceiling_within(self._most, typed_reach(self.shared))

    @property
    def _most(self) -> Reach:
        return self.case.max_reach if self.case else Reach.TARGET

    def out_of_reach(self, needed: Reach) -> Refused:
        """The refusal to say when nothing could be asked."""
        return out_of_reach(self.command, needed, self._most, self.ceiling)

    @cached_property
    def case(self) -> "Case | None":
        """The case to work in: ``--case``, else ``OSINT_CASE``, else the one around the current folder."""
        from osint_kit.cases.case import open_case

        folder = self.case_folder
        return open_case(folder) if folder else None

    @property
    def must_case(self) -> "Case":
        """The case, where the command means nothing without one."""
        if self.case is None:
            raise NO_CASE
        return self.case

    @property
    def case_folder(self) -> Path | None:
        """The folder of that case, in whatever state it is."""
        from osint_kit.cases.case import find_case

        named = self.shared.case or os.environ.get("OSINT_CASE")
        return Path(named) if named else find_case(Path.cwd())

    @cached_property
    def world(self) -> "World":
        """What stands behind the gateway's door: ``--world``, else ``OSINT_WORLD``, else the internet."""
        from osint_kit.gateway import open_world

        named = self.shared.world or os.environ.get("OSINT_WORLD")
        file = Path(named) if named else None
        return open_world(file, self.shared.proxy, self.shared.doh, self._resolvers, self._dns_rate)

    def ask_dns_of(self, resolvers: Sequence[str], per_second: float | None) -> None:
        """Ask these resolvers in place of the world's own, and not more often; before the world is opened.

        Raises `Refused` where questions would go beside the proxy.
        """
        self._resolvers, self._dns_rate = tuple(resolvers), per_second
        self.__dict__.pop("world", None)
        if self.shared.proxy and not self.shared.doh:
            raise Refused(
                "DNS questions would go beside the proxy, so none is asked",
                "name a server for DNS over HTTPS, which goes through it: --doh https://dns.quad9.net/dns-query",
            )

    @property
    def operator(self) -> str:
        """Who works."""
        return operator()

    @property
    def interactive(self) -> bool:
        """Whether results go to a person's terminal."""
        return self.shared.output is None and sys.stdout.isatty()

    @cached_property
    def format(self) -> Format:
        """How results are written."""
        if self.shared.output_format:
            try:
                return Format(self.shared.output_format)
            except ValueError as error:
                raise UsageError(
                    f"'{self.shared.output_format}' is no format", f"use one of {', '.join(Format)} with -f"
                ) from error
        if self.shared.output:
            return format_of(self.shared.output)
        return Format.TABLE if self.interactive else Format.CSV

    def in_brief(self, brief: Sequence[str], fields: Sequence[str]) -> Sequence[str]:
        """The fields that fit on a terminal, where a person reads a table on one and does not ask for more with -v."""
        of_person = self.interactive and self.format is Format.TABLE and not self.shared.verbose
        return brief if of_person else fields

    def items(self, fits: Callable[[str], bool], hints: Sequence[str]) -> Items:
        """The items to work on; ``fits`` and ``hints`` find the column of a table."""
        options = self._of_items
        if options.input and not options.items:
            if str(options.input) == STANDARD and not options.input_format:
                raise UsageError("standard input has no suffix", "say what it is, such as --input-format csv")
            options = replace(options, input=self._until_the_end.enter_context(as_file(str(options.input))))
        return open_items(options, fits, hints, self.messages)

    @property
    def typed_items(self) -> list[str]:
        """The items as words of the command line."""
        return self._of_items.items or []

    @property
    def has_input(self) -> bool:
        """Whether the items come from a file that was named."""
        return self._of_items.input is not None

    def keep_input(self, work: "Investigation", items: Items) -> None:
        """Keep the input file, where there is one, as evidence of the run."""
        if work.run and items.file:
            work.run.keep_input(items.file, "application/octet-stream", "input")

    def _keep_files_of_options(self, work: "Investigation") -> None:
        """Keep what was read by way of an option as evidence too: findings cannot be derived again without it."""
        for name, value in self._typed.items():
            if work.run and isinstance(value, Path) and value.is_file():
                work.run.keep_input(value, "application/octet-stream", name)

    def results(
        self,
        fields: Sequence[str],
        items: Items | None = None,
        json_fields: Sequence[str] = (),
        depends: str = "",
        reads_as: "Callable[[Row], Statement] | None" = None,
    ) -> "Results":
        """Where records go, behind the columns of the input; ``json_fields`` appear in JSON only.

        ``depends`` is what the records depend on beside the command's own options, such as a region of the case. Where
        each record of a typed item says one thing about it, a terminal shows them by ``reads_as``.
        """
        from osint_kit.commands.results import Results
        from osint_kit.commands.resuming import part_of

        on = [self.command, str(sorted(self._typed.items())), depends, *fields]
        part = part_of(items, self.shared.output, self.format, on, self._of_items.resume, self.messages)
        return Results(self, fields, items, json_fields, part, None if items and items.columns else reads_as)

    @contextmanager
    def investigation(
        self,
        options: "Mapping[str, Json] | None" = None,
        *,
        network: bool = True,
        data: Mapping[str, str] | None = None,
    ) -> "Iterator[Investigation]":
        """A run in the case, or the same work without one; at its end, what was asked and the case's head."""
        from osint_kit.commands.exposure import say_who_learnt

        work = self._work(options or {}, data or {})
        if work.world.simulated:
            self.messages.detail(f"world: {work.world.name} (an exercise, not the internet)")
        try:
            with work:
                self._admits.work = work
                self._keep_files_of_options(work)
                yield work
        finally:
            self._admits.work = None
            if network:
                say_who_learnt(self.messages, work.gateway.usage)
            if work.sealed and work.run and work.case:
                self.messages.say(f"kept in {work.case.folder.name}/{work.run.ref}; head {work.sealed.hash}")

    def _work(self, options: "Mapping[str, Json]", data: Mapping[str, str]) -> "Investigation":
        """What `investigation` begins and ends."""
        from osint_kit.investigation import Investigation

        return Investigation(
            command=self.command,
            world=self.world,
            reach=self.ceiling,
            operator=self.operator,
            case=self.case,
            options={**options, "reach": self.ceiling.word},
            budget=self.budget,
            data_versions=data,
        )

    def admit(self, identifier: "Identifier") -> str | None:
        """Why the case forbids to ask about an identifier; None where it does not. Counted for the exit."""
        return self._admits.admit(identifier)

    def outside_scope(self, identifier: "Identifier") -> str | None:
        """The same for an identifier that was found on the way."""
        return self._admits.refusal(identifier)

    @property
    def _admits(self) -> Admission:
        if self._admission is None:
            beyond_offline = self._asks and self.ceiling > Reach.OFFLINE
            self._admission = Admission(self.case, beyond_offline, self.shared.authority)
        return self._admission

    def show_plan(self, planned: "Iterable[tuple[Item, Iterable[Planned]]]") -> None:
        """Print what would be asked, of whom, at which reach, and who would learn of it; raise where all is refused."""
        from osint_kit.commands.exposure import print_plan

        print_plan(self, planned)
