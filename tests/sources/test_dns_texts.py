import pytest

from osint_kit.sources.dns_texts import Statement, joined, read_text, tokens


@pytest.mark.parametrize(
    "value, said",
    [
        ('"v=spf1 include:_spf.example ~all"', Statement("spf", "v=spf1 include:_spf.example ~all")),
        ('"v=spf1 ip4:198.5" "1.100.0/24 -all"', Statement("spf", "v=spf1 ip4:198.51.100.0/24 -all")),
        ('"V=SPF1 -all"', Statement("spf", "V=SPF1 -all")),
        ('"v=spf1"', Statement("spf", "v=spf1")),
        ('"v=spf10 -all"', None),
        ('" v=spf1 -all"', None),
        ('"google-site-verification=aBc_9-x"', Statement("verification", "google-site-verification=aBc_9-x", "Google")),
        ('"google-site-verification= aBc"', Statement("verification", "google-site-verification=aBc", "Google")),
        ('"google-site-verification="', None),
        ('"google-site-verification=a b"', None),
        ('"MS=ms97284866"', Statement("verification", "MS=ms97284866", "Microsoft 365")),
        ('"ms=ms97284866"', Statement("verification", "MS=ms97284866", "Microsoft 365")),
        ('"facebook-domain-verification=22rm"', Statement("verification", "facebook-domain-verification=22rm", "Meta")),
        ('"apple-domain-verification=0Ra"', Statement("verification", "apple-domain-verification=0Ra", "Apple")),
        ('"brevo-code:e760"', Statement("verification", "brevo-code:e760", "Brevo")),
        ('"stripe-verification=9B47"', Statement("verification", "stripe-verification=9B47", "stripe")),
        ('"adobe-idp-site-verification=e9"', Statement("verification", "adobe-idp-site-verification=e9", "adobe-idp")),
        ('"hello"', None),
        ('"v=DMARC1; p=none"', None),
        ('""', None),
    ],
)  # fmt: skip
def test_what_a_text_says(value: str, said: Statement | None) -> None:
    assert read_text("shop.example", value) == said


@pytest.mark.parametrize(
    "value, said",
    [
        ('"v=DMARC1; p=reject; rua=mailto:a@b.example"', "v=DMARC1; p=reject; rua=mailto:a@b.example"),
        ('"v = DMARC1;p=none"', "v = DMARC1;p=none"),
        ('"v=DMARC1"', "v=DMARC1"),
        ('"v=DMARC12; p=none"', None),
        ('"v=spf1 -all"', None),
    ],
)
def test_dmarc_stands_under_a_name_of_its_own(value: str, said: str | None) -> None:
    assert read_text("_DMARC.shop.example", value) == (Statement("dmarc", said) if said else None)


@pytest.mark.parametrize(
    "value, text",
    [
        (r'"say \"hi\" \\ \195\188"', 'say "hi" \\ ü'),
        (r'"\252"', "ü"),
        (r'"\000\255"', "\x00ÿ"),
        ("no quotes", ""),
    ],
)
def test_strings_are_joined_and_unescaped(value: str, text: str) -> None:
    assert joined(value) == text


def test_each_token_names_its_page() -> None:
    assert len(tokens()) >= 7
    assert all(token.page.startswith("https://") and token.service and token.begins for token in tokens())
