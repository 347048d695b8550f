"""`make bench`: every comparison, one after the other."""

from tests.bench import links, phones, startup

if __name__ == "__main__":
    startup.main()
    phones.main()
    links.main()
