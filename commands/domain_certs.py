"""`osint domain certs`: which names of a domain stand in certificates, since when, and who issued them."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from osint_kit.commands.domain_items import HINTS, looks_like_domain, owned
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.gateway.exchange import HttpAnswer
    from osint_kit.identifiers import Identifier
    from osint_kit.sources.certificates import CertificateLog

FIELDS = ("input", "domain", "name", "wildcard", "first", "last", "expired", "issuer", "certificates", "problem")
AT_ONCE = 1
"""crt.sh is often overloaded: one question at a time."""


def certs(session: Session) -> None:
    """List the names of a domain that stand in public certificate logs; one line a name.

    'first' is when its oldest certificate began, 'last' when its newest one ends. The logs say that a certificate was
    made, not that the host exists. Who learns of it: crt.sh, and nobody at the domain.

    Examples:

      osint domain certs island-jobs.example

      osint domain certs -i domains.csv -o names.xlsx
    """
    from osint_kit.commands.asking import ask_each, readable
    from osint_kit.sources import certificate_logs
    from osint_kit.sources.certificates import MOST, read_log

    items = session.items(looks_like_domain, HINTS)
    if session.planning:
        session.show_plan(
            (item, certificate_logs.plan_lookup(name.value)) for item, name in readable(session, items, owned)
        )
        return
    with session.investigation() as work, session.results(FIELDS, items) as results:

        def ask(name: "Identifier") -> "tuple[HttpAnswer, CertificateLog]":
            answer = certificate_logs.look_up(name.value, work.gateway)
            return answer, read_log(name.value, answer)

        def keep(name: "Identifier", answered: "tuple[HttpAnswer, CertificateLog]") -> None:
            work.keep(certificate_logs.findings(name, *answered))

        for done in ask_each(session, work, items, owned, ask, keep, AT_ONCE):
            domain = done.identifier.value if done.identifier else None
            common = {"input": done.item.text, "domain": domain, "problem": done.problem}
            if done.answer is None:
                results.write(done.item, common)
                continue
            _, log = done.answer
            if log.cut:
                session.messages.warn(f"{domain}: crt.sh tells {MOST:,} certificates at most, and there are more")
            if not log.names:
                results.write(done.item, {**common, "certificates": 0})
            for name in log.names:
                row = asdict(name)
                results.write(done.item, {**common, **row, "issuer": row.pop("issuers")})
