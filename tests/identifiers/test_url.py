import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.identifiers.url import holds_several, join, read_host, read_url, refang


@pytest.mark.parametrize(
    "text, canonical",
    [
        ("http://shop.example", "http://shop.example/"),
        ("HTTPS://Shop.EXAMPLE:443/A", "https://shop.example/A"),
        ("http://shop.example:443", "http://shop.example:443/"),
        ("http://shop.example:", "http://shop.example/"),
        ("http://shop.example:080/", "http://shop.example/"),
        ("http://shop.example./", "http://shop.example/"),
        ("  http://shop.example/a b  ", "http://shop.example/a%20b"),
        ("http://shop.example/\ta\r\nb", "http://shop.example/ab"),
        ("ht\ntp://shop.example/", "http://shop.example/"),
        ("\x00http://shop.example/\x01", "http://shop.example/"),
        ("http://shop.example/\x01x", "http://shop.example/%01x"),
        ("http:shop.example", "http://shop.example/"),
        ("http:\\\\shop.example\\a\\b", "http://shop.example/a/b"),
        ("http:////shop.example/", "http://shop.example/"),
        ("http://shop.example?q", "http://shop.example/?q"),
        ("http://shop.example#f", "http://shop.example/#f"),
        ("http://shop.example/?", "http://shop.example/?"),
        ("http://shop.example/#", "http://shop.example/#"),
        ("http://shop.example/a/./b/../c/..", "http://shop.example/a/"),
        ("http://shop.example/%2E%2e/../a/.", "http://shop.example/a/"),
        ("http://shop.example/a?b=c/../d#e/../f", "http://shop.example/a?b=c/../d#e/../f"),
        ("http://shop.example/a\\b?c\\d", "http://shop.example/a/b?c\\d"),
        ("http://shop.example/ä?ö=\"'#ü`", "http://shop.example/%C3%A4?%C3%B6=%22%27#%C3%BC%60"),
        ("http://shop.example/%e4%zz{}^", "http://shop.example/%e4%zz%7B%7D%5E"),
        ("http://Bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://XN--BCHER-KVA.example/", "http://xn--bcher-kva.example/"),
        ("http://ｓｈｏｐ。example/", "http://shop.example/"),
        ("http://sh%6Fp.example/", "http://shop.example/"),
        ("http://_dmarc.shop.example/", "http://_dmarc.shop.example/"),
        ("http://me:secret@shop.example/", "http://me:secret@shop.example/"),
        ("http://a@b:c@shop.example/", "http://a%40b:c@shop.example/"),
        ("http://@shop.example/", "http://shop.example/"),
        ("http://shop.example@other.example/", "http://shop.example@other.example/"),
        ("http://shop.example\\@other.example/", "http://shop.example/@other.example/"),
        ("http://shop.example/@other.example", "http://shop.example/@other.example"),
        ("http://shop.example?@other.example", "http://shop.example/?@other.example"),
        ("http://shop.example#@other.example", "http://shop.example/#@other.example"),
        ("http://127.1.1.1:80\\@127.2.2.2:80/", "http://127.1.1.1/@127.2.2.2:80/"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://1.256/", "http://1.0.1.0/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0177.0.0.0x1/", "http://127.0.0.1/"),
        ("http://0x7F000001./", "http://127.0.0.1/"),
        ("http://１２７.０.０.１/", "http://127.0.0.1/"),
        ("http://%31%32%37.1/", "http://127.0.0.1/"),
        ("http://0x/", "http://0.0.0.0/"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("http://[2001:DB8:0::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://[::ffff:1.2.3.4]/", "http://[::ffff:1.2.3.4]/"),
        ("http://[::ffff:102:304]/", "http://[::ffff:1.2.3.4]/"),
    ],
)
def test_reads_as_browsers_do(text: str, canonical: str) -> None:
    url = read_url(text)
    assert url.text == canonical
    assert read_url(url.text) == url


NO_ADDRESSES = """
    shop.example /path //shop.example ftp://shop.example javascript:alert(1) file:///etc/passwd data:text/html,x
    mailto:a@b.c
    http:// http:/// http://: http://:80/ http://@/ http://?q http://#f http://./ http://.. http://a..b/ http://.a/
    http://shop.example:99999/ http://shop.example:0/ http://shop.example:-1/ http://shop.example:8a/ http://shop.example:٣/
    http://256.1.1.1/ http://1.2.3.4.5/ http://08.1/ http://1.2.3.0x1ffff/ http://4294967296/ http://a.1/ http://1..2/
    http://[::1/ http://::1/ http://[]/ http://[::g]/ http://[fe80::1%25eth0]/ http://[::1]x/ http://[::1]:x/ http://x[::1]/
    http://a%00b/ http://a%2Fb/ http://a%40b/ http://%ff/ http://a<b/ http://a|b/ http://xn--a/ http://xn--/
""".split()

ODD_TEXTS = [
    "",
    " ",
    "http://a b/",
    "http://a\u0000b/",
    "http://\u00ad/",
    "http://a\u202eb/",
    f"http://{'a' * 64}.example/",
]


@pytest.mark.parametrize("text", [*NO_ADDRESSES, *ODD_TEXTS])
def test_refuses_what_is_no_web_address(text: str) -> None:
    with pytest.raises(ValueError) as raised:
        read_url(text)
    assert len(str(raised.value)) > 10
    assert str(raised.value).isprintable()


def test_takes_an_address_apart() -> None:
    url = read_url("https://me@[2001:db8::1]:8443/a?b#c")
    assert (url.scheme, url.userinfo, url.host, url.port) == ("https", "me", "2001:db8::1", 8443)
    assert (url.path, url.query, url.fragment) == ("/a", "b", "c")
    assert (url.host_port, url.origin) == ("[2001:db8::1]:8443", "https://[2001:db8::1]:8443")
    assert (url.target, url.connect_port) == ("/a?b", 8443)
    assert read_url("https://shop.example").connect_port == 443
    assert read_url("http://shop.example").host_port == "shop.example"


@pytest.mark.parametrize(
    "reference, target",
    [
        ("", "http://shop.example/a/b?c"),
        ("#x", "http://shop.example/a/b?c#x"),
        ("?x", "http://shop.example/a/b?x"),
        ("x", "http://shop.example/a/x"),
        ("./x", "http://shop.example/a/x"),
        ("../x", "http://shop.example/x"),
        ("../../../x", "http://shop.example/x"),
        ("/x/../y", "http://shop.example/y"),
        ("\\x", "http://shop.example/x"),
        ("//other.example", "http://other.example/"),
        ("/\\other.example", "http://other.example/"),
        ("\\\\other.example\\x", "http://other.example/x"),
        (" //other.example ", "http://other.example/"),
        ("/\t/other.example", "http://other.example/"),
        ("https://other.example/x", "https://other.example/x"),
        ("HTTP:x", "http://shop.example/a/x"),
        ("http:/x", "http://shop.example/x"),
        ("http://other.example", "http://other.example/"),
        ("https:other.example", "https://other.example/"),
        ("sch eme:x", "http://shop.example/a/sch%20eme:x"),
        ("ü ö", "http://shop.example/a/%C3%BC%20%C3%B6"),
    ],
)
def test_joins_references(reference: str, target: str) -> None:
    assert join(read_url("http://shop.example/a/b?c#d"), reference).text == target


@pytest.mark.parametrize(
    "reference", ["javascript:alert(1)", "ftp://x", "//", "http://", "//[::1", "//a b", "mailto:x"]
)
def test_refuses_references_to_nowhere(reference: str) -> None:
    with pytest.raises(ValueError):
        join(read_url("http://shop.example/"), reference)


@pytest.mark.parametrize(
    "text, plain",
    [
        ("hxxp://shop[.]example/x", "http://shop.example/x"),
        ("hXXps[:]//shop(.)example", "https://shop.example"),
        ("hxxps[://]shop[dot]example", "https://shop.example"),
        ("h**p://shop{.}example", "http://shop.example"),
        ("me[at]shop[.]example", "me@shop.example"),
        ("192[.]0[.]2[.]1", "192.0.2.1"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("[2001:db8::1]", "[2001:db8::1]"),
        ("https://shop.example/hxxp", "https://shop.example/hxxp"),
    ],
)
def test_refangs(text: str, plain: str) -> None:
    assert refang(text) == plain


@pytest.mark.parametrize("text, host", [("Shop.Example.", "shop.example"), ("[::1]", "::1"), ("127.1", "127.0.0.1")])
def test_reads_a_host_alone(text: str, host: str) -> None:
    assert read_host(text) == host


@pytest.mark.parametrize(
    "text", ["shop.example:80", "shop.example/", "me@shop.example", "::1", "a b", "", "shop.example\n"]
)
def test_refuses_what_is_no_host_alone(text: str) -> None:
    with pytest.raises(ValueError):
        read_host(text)


@given(st.text(alphabet=st.sampled_from("/\\:@?#[]%.0x127a-zé 。\t&=１"), max_size=40))
def test_what_is_read_is_read_back_the_same(tail: str) -> None:
    try:
        url = read_url("http://" + tail)
    except ValueError:
        return
    assert read_url(url.text) == url
    assert url.text.isascii()
    assert not set(url.host) & set("/\\?#@[]% ")


@given(st.text(max_size=30))
def test_no_text_raises_another_error(text: str) -> None:
    for use in (read_url, read_host, lambda reference: join(read_url("http://shop.example/a"), reference)):
        try:
            use("http://" + text if use is read_url else text)
        except ValueError:
            continue


@pytest.mark.parametrize(
    "text, several",
    [
        ("https://bit.ly/a https://bit.ly/b", True),
        ("https://bit.ly/a, hxxps[:]//bit[.]ly/b", True),
        ("bit.ly/a https://bit.ly/b", True),
        ("https://bit.ly/a?x=1\r\nhttps://bit.ly/b", True),
        (" https://bit.ly/a\n", False),
        ("https://wa.me/6799991234?text=see https://bit.ly/b", False),
        ("https://jobs.example/https://bit.ly/b", False),
        ("https://jobs.example/a b", False),
        ("see https://bit.ly/b", False),
    ],
)
def test_several_links_in_one_text_are_told_from_one(text: str, several: bool) -> None:
    assert holds_several(text) is several
