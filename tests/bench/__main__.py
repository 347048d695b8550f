"""`make bench`: every comparison, one after the other."""

from tests.bench import dns, links, names, phones, startup
from tests.bench import range as large_worlds
from tests.bench.accounts import measuring
from tests.bench.evidence import measuring as evidence
from tests.bench.profiles import measuring as profiles

if __name__ == "__main__":
    startup.main()
    phones.main()
    names.main()
    dns.main()
    links.main()
    measuring.main()
    large_worlds.main()
    evidence.main()
    profiles.main()
