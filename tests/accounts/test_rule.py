"""A rule by itself: what it asks, whatever stands where the handle should be, and what its marks can prove."""

import json
from urllib.parse import parse_qs

import pytest

from osint_kit.accounts.rule import Rule

HOSTILE = (
    "../../etc/passwd",
    "x" * 10_000,
    "a\r\nX-Evil: 1",
    "a\nb",
    "{account}",
    "%00",
    "\x00",
    "😀",
    "a\u202eb",
    '=HYPERLINK("x")',
    "<script>",
    'a","admin":true,"b":"',
    "a&admin=1",
    "a\\",
    "?q#f",
)


def rule(**more: object) -> Rule:
    fields: dict[str, object] = {
        "name": "F",
        "uri_check": "https://f.example/u/{account}",
        "e_code": 200,
        "m_code": 404,
    }
    return Rule(**{**fields, **more})  # type: ignore[arg-type]  # a test's own


@pytest.mark.parametrize("handle", HOSTILE)
def test_an_address_holds_a_handle_as_one_piece_of_its_path(handle: str) -> None:
    url = rule(uri_pretty="https://f.example/@{account}").address(handle)
    assert url.startswith("https://f.example/@")
    path = rule().request(handle).url.removeprefix("https://f.example/u/")
    assert not set(path) & set('/?#\\\r\n\x00 <>"')


@pytest.mark.parametrize("handle", HOSTILE)
def test_a_json_body_holds_a_handle_as_one_string(handle: str) -> None:
    body = rule(post_body='{"user":"{account}","n":1}').request(handle).body
    assert json.loads(body or b"") == {"user": handle, "n": 1}


@pytest.mark.parametrize("handle", HOSTILE)
def test_a_string_within_a_string_holds_it_too(handle: str) -> None:
    template = json.dumps({"query": '{ user(name: "{account}") }'})
    body = rule(post_body=template).request(handle).body
    query = json.loads(body or b"")["query"]
    inner = query.removeprefix("{ user(name: ").removesuffix(") }")
    assert json.loads(inner) == handle


@pytest.mark.parametrize("handle", HOSTILE)
def test_a_form_holds_a_handle_as_one_value(handle: str) -> None:
    form = rule(post_body="user={account}&go=1", headers={"Content-Type": "application/x-www-form-urlencoded"})
    body = form.request(handle).body or b""
    assert parse_qs(body.decode(), keep_blank_values=True) == {"user": [handle], "go": ["1"]}


def test_xml_is_escaped() -> None:
    assert rule(post_body="<u>{account}</u>").request("a<b&c").body == b"<u>a&lt;b&amp;c</u>"


@pytest.mark.parametrize("handle", HOSTILE)
def test_a_header_is_never_two(handle: str) -> None:
    (header,) = rule(headers={"X-Who": "{account}!"}).request(handle).headers
    assert header[0] == "X-Who"
    assert header[1].endswith("!")
    assert all(" " <= char <= "~" for char in header[1])


@pytest.mark.parametrize(
    "handle, more, taken",
    [
        ("sefa", {}, True),
        ("sefa", {"handles": "^[a-z]{3,}$"}, True),
        ("se", {"handles": "^[a-z]{3,}$"}, False),
        ("se.fa", {"handles": "^[a-z]+$", "strip_bad_char": "."}, True),
        ("...", {"strip_bad_char": "."}, False),
        ("sefa", {"uri_check": "https://{account}.f.example/"}, True),
        ("evil.se", {"uri_check": "https://{account}.f.example/"}, False),
        ("-sefa", {"uri_check": "https://{account}.f.example/"}, False),
        ("se_fa", {"uri_check": "https://{account}.f.example/"}, False),
        ("x" * 64, {"uri_check": "https://{account}.f.example/"}, False),
    ],
)
def test_which_handles_a_site_can_have(handle: str, more: dict[str, object], taken: bool) -> None:
    assert rule(**more).takes(handle) is taken


@pytest.mark.parametrize(
    "more, there, not_there",
    [
        ({}, "code", "code"),
        ({"e_string": "x", "m_string": "y"}, "string", "string"),
        ({"e_strings": ("x",)}, "string", "code"),
        ({"m_code": 200}, "nothing", "nothing"),
        ({"m_code": 200, "m_codes": (404,), "m_string": "y"}, "nothing", "string"),
        ({"m_code": 302}, "code", "nothing"),
        ({"m_code": 302, "m_codes": (410,)}, "code", "code"),
        ({"e_code": 404, "m_code": 200}, "nothing", "nothing"),
    ],
)
def test_what_marks_can_prove(more: dict[str, object], there: str, not_there: str) -> None:
    assert (rule(**more).there.proof, rule(**more).not_there.proof) == (there, not_there)
