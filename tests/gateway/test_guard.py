import pytest

from osint_kit.gateway.guard import address_refusal, host_refusal, literal_refusal
from osint_kit.identifiers.url import read_url

REFUSED_LITERALS = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0x7f.1",
    "0x7f000001",
    "0x7f.0.0.1",
    "127.0.0.1.",
    "%31%32%37.0.0.1",
    "１２７.０.０.１",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "0",
    "0.0.0.0",
    "10.0.0.5",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "0xA9FEA9FE",
    "169.254.1.1",
    "100.64.0.1",
    "100.127.255.255",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.19.255.255",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[::8.8.8.8]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.5]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[2002:808:808::]",
    "[2001:0:7f00:1::]",
    "[2001::1]",
    "[2001:2::1]",
    "[2001:10::1]",
    "[fe80::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[100::1]",
    "[1::1]",
    "[4000::1]",
    "[::ffff:0:8.8.8.8]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "foo.localhost",
    "ｌｏｃａｌｈｏｓｔ",
]

DOCUMENTATION = ["192.0.2.1", "198.51.100.7", "203.0.113.255", "[2001:db8::1]", "[3fff::1]"]

PUBLIC = [
    "8.8.8.8",
    "134744072",
    "0x08080808",
    "1.1.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "192.0.1.1",
    "223.255.255.255",
    "198.20.0.1",
    "[2606:4700::1111]",
    "[2001:4860:4860::8888]",
    "[::ffff:8.8.8.8]",
    "[64:ff9b::8.8.8.8]",
    "example.com",
    "notlocalhost",
    "localhost.example",
]


@pytest.mark.parametrize("simulated", [False, True])
@pytest.mark.parametrize("host", REFUSED_LITERALS)
def test_refuses_in_every_notation(host: str, simulated: bool) -> None:
    assert literal_refusal(read_url(f"http://{host}/"), simulated)


@pytest.mark.parametrize("simulated", [False, True])
@pytest.mark.parametrize("host", PUBLIC)
def test_passes_what_is_public(host: str, simulated: bool) -> None:
    assert literal_refusal(read_url(f"https://{host}/"), simulated) is None


@pytest.mark.parametrize("host", DOCUMENTATION)
def test_documentation_addresses_are_public_in_a_simulated_world_only(host: str) -> None:
    url = read_url(f"http://{host}/")
    assert literal_refusal(url, simulated=True) is None
    assert "documentation" in (literal_refusal(url, simulated=False) or "")


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("10.0.0.5", "private"),
        ("127.0.0.1", "loopback"),
        ("169.254.169.254", "metadata"),
        ("100.64.0.1", "CGNAT"),
        ("::ffff:10.0.0.5", "10.0.0.5 in another form, a private address"),
        ("64:ff9b::7f00:1", "127.0.0.1 in another form, a loopback address"),
        ("fe80::1%eth0", "zone"),
        ("fd00:ec2::254", "metadata"),
        ("no address", "no IP address"),
        ("", "no IP address"),
    ],
)
def test_says_what_is_wrong_with_an_address(address: str, word: str) -> None:
    assert word in (address_refusal(address, simulated=False) or "")


def test_names_are_left_to_dns() -> None:
    assert host_refusal("intranet", simulated=False) is None


@pytest.mark.parametrize("network", ["0", "10", "127", "224", "240", "255"])
def test_whole_networks_are_refused(network: str) -> None:
    assert all(address_refusal(f"{network}.{i}.{255 - i}.{i}", simulated=True) for i in range(256))
