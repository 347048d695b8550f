from email.message import EmailMessage

import pytest

from osint_kit.texts.lines import NotText
from osint_kit.texts.mail import mail_lines


def text(data: bytes) -> str:
    return "".join(mail_lines(data))


def test_headers_text_html_and_mails_within_the_mail_are_read() -> None:
    inner = EmailMessage()
    inner["Subject"] = "Inner 999 0003"
    inner.set_content("inner text 999 0004")
    mail = EmailMessage()
    mail["From"] = "Büro 999 0000 <jobs@example.com>"
    mail["Subject"] = "Arbeit für 999 0001"
    mail.set_content("Bula é 999 0002\n", cte="base64")
    mail.add_alternative('<a href="tel:9990005">ring</a>', subtype="html", cte="quoted-printable")
    mail.add_attachment(b"\xff\xd8\xff 999 0006", maintype="image", subtype="jpeg", filename="a.jpg")
    mail.add_attachment(inner)
    shown = text(mail.as_bytes())
    assert "From: Büro 999 0000 <jobs@example.com>\n" in shown
    assert "Subject: Arbeit für 999 0001\n" in shown
    assert "Bula é 999 0002\n" in shown
    assert "<tel:9990005> ring\n" in shown
    assert "Subject: Inner 999 0003\n" in shown
    assert "inner text 999 0004\n" in shown
    assert "999 0006" not in shown


@pytest.mark.parametrize(
    "data",
    [
        b"999 1234",
        b"\n\n999 1234",
        b"Subject: =?utf-8?b?!!!?= 999 1234\n\n",
        b"Subject: =?no-such?q?x?= 999 1234\n\n",
        b"Content-Type: text/plain; charset=no-such\n\n999 1234",
        b"Content-Type: text/plain; charset=utf-8\n\n\xff 999 1234",
        b"Content-Type: text/plain\n\n\xff\0 999 1234",
        b"Content-Type: ;;;=\n\n999 1234",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n999 1234\n--y",
        b"Content-Type: multipart/mixed\n\n999 1234",
        b"Content-Transfer-Encoding: base64\n\n999 1234 !",
        b"Content-Transfer-Encoding: no-such\n\n999 1234",
        b"From: <a@b\n\x80: 1\n\n999 1234",
    ],
)
def test_broken_mail_is_read_as_far_as_it_goes(data: bytes) -> None:
    assert "999 1234" in text(data) or b"base64" in data


def test_too_many_mails_within_mails_are_refused() -> None:
    with pytest.raises(NotText, match="mails within mails"):
        text(b"Content-Type: message/rfc822\n\n" * 5000)


def test_what_is_no_mail_is_refused() -> None:
    with pytest.raises(NotText):
        text(b"PK\x03\x04\0\0\0\0")
