"""What a found page says of the owner of an account: names, texts, dates, pictures, links, others named there. Pure."""

from itertools import chain, islice

from osint_kit.accounts.answers import Answer
from osint_kit.accounts.data_facts import data_facts
from osint_kit.accounts.page_facts import page_facts
from osint_kit.sources.fact import Fact
from osint_kit.sources.mentions import with_mentions

MOST = 60
"""Facts of one page."""


def facts(answer: Answer) -> tuple[Fact, ...]:
    """The facts of a found page, each once, in the order of how sure their places are."""
    return tuple(islice(with_mentions(chain(data_facts(answer), page_facts(answer))), MOST))
