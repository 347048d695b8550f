"""Wrappers opened, by the data and by the readers of those that encode their target."""

import base64
import json
from importlib.resources import files
from urllib.parse import quote

import pytest

from osint_kit.identifiers.url import read_url
from osint_kit.links import is_wrapper, target_in, wrapper_hosts, wrapper_owns
from osint_kit.links.wrapped import rules
from osint_kit.links.wrapped_codes import CODES

TARGET = "https://jobs.example/apply?ref=1&x=a%20b#top"
CODED = quote(TARGET, safe="")


def b64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "link",
    [
        f"https://nam04.safelinks.protection.outlook.com/?url={CODED}&data=05%7C01&sdata=x&reserved=0",
        f"https://gcc02.safelinks.protection.outlook.com/ap/w-59523e83/?url={CODED}&data=05",
        f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={CODED}",
        f"https://urldefense.proofpoint.com/v1/url?u={CODED}&k=oIvR",
        f"https://linkprotect.cudasvc.com/url?a={CODED}&c=E,1,5bEV&typo=1",
        f"https://secure-web.cisco.com/1S1h_Cy8Q_Oh-5N7AuDE0CgXvAU/{CODED}",
        f"https://url.avanan.click/v2/___{TARGET}___.YXAz",
        f"https://protect.checkpoint.com/v2/___{TARGET}___.YXAz",
        f"https://ddec1-0-en-ctp.trendmicro.com:443/wis/clicktime/v1/query?url={CODED}&umid=1&auth=2",
        f"https://protect2.fireeye.com/v1/url?k=00bf&q=1&e=22&u={CODED}",
        f"https://clicktime.symantec.com/3Jd8?u={CODED}",
        f"https://scanmail.trustwave.com/?c=20988&d=n8HL&u={CODED}",
        f"https://eu-west-1.protection.sophos.com/?d=jobs.example&u={b64(TARGET)}&i=1",
        f"https://protect-au.mimecast.com/s/abc?url={CODED}",
        f"https://l.facebook.com/l.php?u={CODED}&h=AT0",
        f"https://lm.facebook.com/l.php?u={CODED}",
        f"https://l.instagram.com/?u={CODED}&e=AT",
        f"https://l.messenger.com/l.php?u={CODED}",
        f"https://l.threads.com/?u={CODED}",
        f"https://www.google.com/url?sa=t&url={CODED}&usg=x",
        f"https://www.google.com.fj/url?q={CODED}",
        f"https://www.google.vu/url?q={CODED}",
        f"https://www.google.com/imgres?imgurl=https%3A%2F%2Fpics.example%2F1.jpg&imgrefurl={CODED}",
        f"https://www.google.com/aclk?sa=L&adurl={CODED}",
        f"https://translate.google.com/translate?sl=en&u={CODED}",
        f"https://t.umblr.com/redirect?z={CODED}&t=abc",
        f"https://vk.com/away.php?to={CODED}",
        f"https://away.vk.com/away.php?to={CODED}",
        f"https://www.youtube.com/redirect?event=video&q={CODED}",
        f"https://www.linkedin.com/redir/redirect?url={CODED}&urlhash=x",
        f"https://www.linkedin.com/safety/go?url={CODED}",
        f"https://slack-redir.net/link?url={CODED}",
        f"https://steamcommunity.com/linkfilter/?u={CODED}",
        f"https://out.reddit.com/t3_abc?url={CODED}",
        f"https://duckduckgo.com/l/?uddg={CODED}&rut=x",
        f"https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU={CODED}/RK=2/RS=x",
        f"https://www.bing.com/ck/a?!&&p=abc&u=a1{b64(TARGET)}&ntb=1",
        f"https://medium.com/r/?url={CODED}",
        f"https://www.pinterest.com/offsite/?token=1&url={CODED}",
        f"https://www.pinterest.co.uk/offsite/?token=1&url={CODED}",
        f"https://www.tiktok.com/link/v2?aid=1988&target={CODED}",
        f"https://x.com/i/redirect?url={CODED}",
        f"https://t.me/iv?url={CODED}&rhash=1",
        f"https://t.me/share/url?url={CODED}&text=x",
        f"https://disq.us/url?url={CODED}%3AabcdefghijklmnopqrstuvW&cuid=1",
        f"https://href.li/?{TARGET}",
        f"https://outgoing.prod.mozaws.net/v1/{'0' * 64}/{CODED}",
        f"https://abc.r.us-east-1.awstrack.me/L0/{CODED}/1/0100/sig=1",
        f"https://click.redditmail.com/CL0/{CODED}/1/0100/sig",
        f"https://jobs.page.link/?link={CODED}&apn=x",
        f"https://lt.acemlna.com/Prod/link-tracker?redirectUrl={b64(TARGET)}&sig=x",
        f"https://mandrillapp.com/track/click/1/jobs.example?p={b64(json.dumps({'p': json.dumps({'url': TARGET})}))}",
        f"https://e.customeriomail.com/e/c/{b64(json.dumps({'href': TARGET}))}",
    ],
)
def test_the_target_is_read_out(link: str) -> None:
    wrapped = target_in(link)
    assert wrapped is not None
    assert read_url(wrapped.target).text == read_url(TARGET).text
    assert is_wrapper(read_url(link).host)


@pytest.mark.parametrize(
    "link, target",
    [
        (
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__jobs.example_a-2Db-3Fq-3D1-26r-3D2&d=DwMFaQ&c=V",
            "https://jobs.example/a-b?q=1&r=2",
        ),
        ("https://urldefense.com/v3/__https://jobs.example/a__;!!abc!def$", "https://jobs.example/a"),
        ("https://urldefense.com/v3/__https://jobs.example/a*b__;Kw!!abc!def$", "https://jobs.example/a+b"),
        ("https://urldefense.com/v3/__https://jobs.example/**Bx__;w6nDqcOp!!abc$", "https://jobs.example/éééx"),
        ("https://urldefense.com/v3/__https:/jobs.example/__;!!a$", "https://jobs.example/"),
        ("https://jobs-example.cdn.ampproject.org/c/s/jobs.example/a?b=1", "https://jobs.example/a?b=1"),
        ("https://jobs-example.cdn.ampproject.org/v/jobs.example/a", "http://jobs.example/a"),
        ("https://www.google.com/amp/s/jobs.example/a", "https://jobs.example/a"),
        (
            "https://www-island--jobs-example.translate.goog/apply?a=1&_x_tr_sl=en&_x_tr_tl=fj",
            "https://www.island-jobs.example/apply?a=1",
        ),
        ("https://0-bcher--kva-example.translate.goog/?_x_tr_enc=0", "https://xn--bcher-kva.example/"),
        ("https://island-example.translate.goog/?_x_tr_hp=www-&_x_tr_sch=http", "http://www.island.example/"),
        ("https://jobs-example.turbopages.org/jobs.example/s/a/b", "https://jobs.example/a/b"),
        ("https://web.archive.org/web/20240102030405/http://jobs.example/?a=1", "http://jobs.example/?a=1"),
        ("https://web.archive.org/web/20240102030405id_/jobs.example/x", "http://jobs.example/x"),
        ("https://archive.ph/20240102030405/https://jobs.example/", "https://jobs.example/"),
        ("http://secure-web.cisco.com/1S1h/http://jobs.example/a?b=1", "http://jobs.example/a?b=1"),
        (
            "https://images-ext-1.discordapp.net/external/abc-DEF/https/pics.example/1.png",
            "https://pics.example/1.png",
        ),
        (
            "https://images-ext-2.discordapp.net/external/abc/%3Fv%3D1/https/pics.example/1.png",
            "https://pics.example/1.png?v=1",
        ),
        (
            f"https://news.google.com/articles/{b64(chr(8) + chr(19) + chr(34) + chr(20) + 'https://n.example/a')}",
            "https://n.example/a",
        ),
        ("https://l.facebook.com/l.php?u=https%253A%252F%252Fjobs.example%252F", "https://jobs.example/"),
        ("https://nam10.safelinks.protection.outlook.com/?url=hxxps://jobs.example/", "https://jobs.example/"),
        ("l.facebook.com/l.php?u=https://jobs.example/", "https://jobs.example/"),
        ("hxxps://l[.]facebook[.]com/l.php?u=https://jobs.example/", "https://jobs.example/"),
        ("https://L.Facebook.com./l.php?u=https://jobs.example/", "https://jobs.example/"),
    ],
)
def test_each_way_to_encode_a_target(link: str, target: str) -> None:
    wrapped = target_in(link)
    assert wrapped is not None
    assert wrapped.target == target


@pytest.mark.parametrize(
    "link",
    [
        "https://jobs.example/?url=https://other.example/",
        "https://google.evil.example/url?q=https://jobs.example/",
        "https://evil-google.com/url?q=https://jobs.example/",
        "https://l.facebook.com.evil.example/l.php?u=https://jobs.example/",
        "https://l.facebook.com@evil.example/l.php?u=https://jobs.example/",
        "https://evil.example/l.facebook.com/l.php?u=https://jobs.example/",
        "https://l.facebook.com/other.php?u=https://jobs.example/",
        "https://l.facebook.com/l.php?u=javascript:alert(1)",
        "https://l.facebook.com/l.php?u=",
        "https://l.facebook.com/l.php",
        "https://www.google.com/search?q=https://jobs.example/",
        "https://www.bing.com/ck/a?u=a1!!!!",
        "https://www.bing.com/ck/a?u=a2L3NlYXJjaA",
        "https://urldefense.com/v3/__https://jobs.example/",
        "https://urldefense.com/v3/__https://jobs.example/a*b__;!",
        "https://cdn.ampproject.org/v0.js",
        "https://translate.goog/",
        "https://protect-au.mimecast.com/s/abc?domain=jobs.example",
        "https://bit.ly/abc",
        "mailto:a@b.example?u=https://jobs.example/",
        "",
        "no link",
    ],
)
def test_what_is_no_wrapper_or_holds_nothing(link: str) -> None:
    assert target_in(link) is None


def test_the_data_is_well_formed() -> None:
    lines = (files("osint_kit.links") / "wrappers.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#") and line.count("\t") != 4] == []
    for rule in rules():
        assert rule.source.startswith("https://"), rule
        assert rule.path.startswith(("/", "*")), rule
        kind, _, name = rule.where.rpartition(":")
        assert kind in ("", "base64", "code"), rule
        assert kind != "code" or name in CODES, rule
        plain = rule.host.removeprefix("*.").replace(".{cc}", ".com")
        assert read_url(f"https://{plain}/").host == plain, rule
    assert {rule.where.removeprefix("code:") for rule in rules() if rule.where.startswith("code:")} == set(CODES)
    assert len({(rule.host, rule.path) for rule in rules()}) == len(rules())


def test_the_hosts_of_wrappers() -> None:
    hosts = wrapper_hosts()
    assert {"l.facebook.com", "*.safelinks.protection.outlook.com", "www.google.{cc}"} <= set(hosts)
    assert list(hosts) == sorted(set(hosts))
    assert not is_wrapper("jobs.example")
    assert is_wrapper("anything.cdn.ampproject.org")


@pytest.mark.parametrize(
    "domain", ["urldefense.com", "proofpoint.com", "cudasvc.com", "trendmicro.com", "google.com.fj"]
)
def test_a_domain_of_a_wrapper_is_the_services_own(domain: str) -> None:
    assert wrapper_owns(domain)


@pytest.mark.parametrize(
    "domain", ["com", "jobs.example", "co.uk", "com.fj", "notgoogle.com", "google.evil.example", ""]
)
def test_other_domains_are_not(domain: str) -> None:
    assert not wrapper_owns(domain)
