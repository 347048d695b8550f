from osint_kit.cases.lately import Lately


def test_the_latest_are_known_and_the_oldest_forgotten() -> None:
    lately = Lately(at_least=10)
    for number in range(100):
        assert str(number) not in lately
        lately.add_all([str(number)])
        assert all(str(recent) in lately for recent in range(max(0, number - 9), number + 1))
        assert sum(str(known) in lately for known in range(100)) < 20
