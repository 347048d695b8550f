"""WHOIS: whom to ask, and what an answer says; answers as registries write them, and as nobody should."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from osint_kit.clock import now
from osint_kit.findings import Finding
from osint_kit.gateway.failures import Failure, Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources.registration_answer import Answer
from osint_kit.sources.registration_form import Registration
from osint_kit.sources.registrations import RegistrationSource
from osint_kit.sources.whois_reading import read_registration
from osint_kit.sources.whois_records import DECLARATION, IANA, look_up, plan_lookup
from tests.sources.conftest import Ask, Keeper

ICANN = """Domain Name: SHOP.EXAMPLE
Updated Date: 2026-01-02T03:04:05Z
Creation Date: 2020-01-02T03:04:05Z
Registry Expiry Date: 2027-01-02T03:04:05Z
Registrar: Cheap Names Ltd
Registrar Abuse Contact Email: abuse@cheap.example
Registrar Abuse Contact Phone: +1.5555550100
Domain Status: clientTransferProhibited https://icann.org/epp#clientTransferProhibited
Registrant Name: Sefa Ravu
Registrant Organization: Ravu Trading
Registrant Country: FJ
Registrant Phone: +679.9991234
Registrant Email: sefa@ravu.example
Name Server: NS1.HOST.EXAMPLE
Name Server: ns1.host.example.
Name Server: ns2.host.example 192.0.2.1
DNSSEC: unsigned
>>> Last update of WHOIS database: 2026-11-24T00:00:00Z <<<
"""


def named(domain: str, text: str = ICANN) -> str:
    return text.replace("SHOP.EXAMPLE", domain.upper())


@pytest.mark.parametrize("domain", ["shop.example", "shop.com", "shop.com.fj", "shop.vu", "foo.madrid", "foo.kid"])
def test_the_form_of_icann_in_any_top_level_domain(domain: str) -> None:
    assert read_registration(domain, named(domain)) == Registration(
        domain,
        registered=True,
        registrar="Cheap Names Ltd",
        created="2020-01-02T03:04:05Z",
        updated="2026-01-02T03:04:05Z",
        expires="2027-01-02T03:04:05Z",
        registrant="Sefa Ravu",
        organisation="Ravu Trading",
        country="FJ",
        emails=("sefa@ravu.example",),
        phones=("+6799991234",),
        name_servers=("ns1.host.example", "ns2.host.example"),
        status=("clientTransferProhibited",),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_do_not_matter(end: str) -> None:
    assert read_registration("shop.example", ICANN.replace("\n", end)) == read_registration("shop.example", ICANN)


@pytest.mark.parametrize(
    "text",
    [
        'No match for "SHOP.EXAMPLE".\r\n>>> Last update of whois database: 2026 <<<\r\n',
        "NOT FOUND\n",
        "Domain not found.\n",
        "No Data Found\n",
        "%% No entries found in the AFNIC Database.\n",
        "% No match for shop.example\n",
        "The queried object does not exist: shop.example\n",
        "Status: free\n",
        "Domain Status: No Object Found\n",
        "Status:\tAVAILABLE\n",
        "No match\n% Terms: who asks too often is told 'quota exceeded'\n",
    ],
)
def test_only_these_say_that_a_name_is_free(text: str) -> None:
    assert read_registration("shop.example", text) == Registration("shop.example", registered=False)


@pytest.mark.parametrize(
    "text",
    [
        'No match for "OTHER.EXAMPLE".\r\n>>> Last update of whois database: 2026 <<<\r\n',
        'No match for domain "OTHER.EXAMPLE".\n',
        "% No match for other.example\n",
        "%% NOT FOUND: other.example\n",
        "The queried object does not exist: other.example\n",
    ],
)
def test_that_another_name_is_free_says_nothing_of_this_one(text: str) -> None:
    found = read_registration("shop.example", text)
    assert (found.registered, found.problem) == (None, "the answer of the registry is about other.example")
    assert read_registration("other.example", text).registered is False


@pytest.mark.parametrize(
    "text",
    [
        "quota exceeded\n",
        "% Query rate limit exceeded\n",
        "WHOIS LIMIT EXCEEDED - SEE WWW.PIR.ORG/WHOIS FOR DETAILS\n",
        "Error for shop.example: the WHOIS query quota for 192.0.2.1 has been exceeded\n",
        "You have exceeded your daily limit. No match will be shown until tomorrow.\n",
        "Quota exceeded\nNo match for domain\n",
        "No data found: too many requests\n",
        "% Connection refused; access control limit exceeded.\n% No entries found\n",
        "Server is busy now, please try again in 5 minutes\n",
        "Access denied\n",
        "Your registrar: quota exceeded\nNo match\n",
        "Requests of this client are not permitted.\n",
    ],
)
def test_a_refusal_is_never_taken_for_a_free_name(text: str) -> None:
    found = read_registration("shop.example", text)
    assert found.registered is None
    assert "refused" in str(found.problem)


def test_terms_that_speak_of_limits_do_not_hide_an_answer() -> None:
    text = ICANN + "\nTERMS: if the query limit is exceeded, access denied; try again later.\n"
    assert read_registration("shop.example", text) == read_registration("shop.example", ICANN)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "% comment only\n",
        "\x00\x01\x02",
        "{}",
        "<html><body>hello</body></html>",
        ": : :\n:\n",
        "é" * 5000,
        "Domain Name: " + "x" * 500000,
        " \n" * 200000,
        "Registrant " * 50000,
        "a@" * 300000,
    ],
)
def test_what_says_nothing_is_a_problem_and_no_registration(text: str) -> None:
    found = read_registration("shop.com", text)
    assert (found.registered, bool(found.problem)) == (None, True)


KG = """% This is the .kg ccTLD Whois server
Domain GOOGLE.KG (ACTIVE)

Administrative Contact:
   Name: Domain Admin
   Email: dns@google.example

Record created: Tue Feb 10 09:45:34 2004
Record expires on:  Fri Mar 28 23:59:00 2025

Name servers in the listed order:

NS2.GOOGLE.COM
"""
KZ = """Whois Server for the KZ top level domain name.
Domain Name............: yandex.kz

Organization Using Domain Name
Name...................: Yandex
Nameserver in listed order
Primary server.........: ns1.yandex.example
Domain created: 2009-07-01 12:44:02 (GMT+0:00)
Domain status : ok - no restriction
"""


def test_forms_that_python_whois_raises_on_are_read() -> None:
    kg = read_registration("google.kg", KG)
    assert (kg.registered, kg.created, kg.expires) == (True, "2004-02-10T09:45:34Z", "2025-03-28T23:59:00Z")
    assert (kg.emails, kg.name_servers) == (("dns@google.example",), ("ns2.google.com",))
    kz = read_registration("yandex.kz", KZ)
    assert (kz.created, kz.registrant, kz.status) == ("2009-07-01T12:44:02Z", "Yandex", ("ok",))
    assert kz.name_servers == ("ns1.yandex.example",)


def test_a_form_that_says_too_little_is_a_problem() -> None:
    found = read_registration("shop.com.fj", "Status: Active\n")
    assert (found.registered, bool(found.problem)) == (None, True)


@pytest.mark.parametrize(
    "text, date",
    [
        ("2020-01-02T03:04:05Z", "2020-01-02T03:04:05Z"),
        ("2020-01-02T03:04:05.0Z", "2020-01-02T03:04:05Z"),
        ("2020-01-02T15:04:05+12:00", "2020-01-02T03:04:05Z"),
        ("2020-01-02 03:04:05", "2020-01-02T03:04:05Z"),
        ("2020-01-02", "2020-01-02"),
        ("02-Jan-2020", "2020-01-02"),
        ("03/04/2020", "03/04/2020"),
        ("13/04/2020", "2020-04-13"),
        ("2020.01.02 03:04:05", "2020-01-02T03:04:05Z"),
        ("2020-01-02 03:04:05 FJT", "2020-01-02"),
        ("Thu Jan 02 03:04:05 EST 2020", "2020-01-02"),
        ("02-Jan-2020 03:04 (CLST)", "2020-01-02"),
        ("2020-01-02 03:04:05 UTC", "2020-01-02T03:04:05Z"),
        ("2020-01-02 3:04:05 PM", "2020-01-02T15:04:05Z"),
        ("2020-01-02 03:04:05 by the registrar", "2020-01-02T03:04:05Z"),
        ("0001-01-01T00:00:00+12:00", None),
        ("99999999999999999999", None),
        ("soon", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    found = read_registration("shop.example", ICANN.replace("2020-01-02T03:04:05Z", text))
    assert found.created == date
    assert found.registered


@pytest.mark.parametrize(
    "value",
    [
        "REDACTED FOR PRIVACY",
        "Not Disclosed",
        "Data Protected",
        "GDPR Masked",
        "Statutory Masking Enabled",
        "Domains By Proxy, LLC",
        "Withheld for Privacy ehf",
        "WhoisGuard, Inc.",
    ],
)
def test_what_stands_for_a_withheld_person_is_no_person(value: str) -> None:
    text = ICANN.replace("Sefa Ravu", value).replace("Ravu Trading", value).replace("sefa@ravu", "x@whoisguard")
    found = read_registration("shop.example", text)
    assert (found.registrant, found.organisation) == ("redacted for privacy", "redacted for privacy")
    objects = [item.object for item in facts(found)]
    assert not [item for item in objects if item and item.kind in (Kind.EMAIL, Kind.PHONE)]
    by_contact = text + "Tech Name: Tevi Web\nTech Phone: +678.5912345\n"
    assert read_registration("shop.example", by_contact).phones == ("+6785912345",)
    company = ICANN.replace("Sefa Ravu", value)
    assert read_registration("shop.example", company).phones == ("+6799991234",)


@pytest.mark.parametrize(
    "written, read",
    [
        ("+1 (480) 624-2599", "+14806242599"),
        ("+44 (0)20 7946 0000", "+44 (0)20 7946 0000"),
        ("+86.057185022088", "+86.057185022088"),
        ("999 1234", "999 1234"),
        ("+1.4806242599 x12", "+1.4806242599 x12"),
    ],
)
def test_phones_come_in_one_form(written: str, read: str) -> None:
    assert read_registration("shop.example", ICANN.replace("+679.9991234", written)).phones == (read,)


def facts(registration: Registration) -> list[Finding]:
    subject = Identifier(Kind.DOMAIN, registration.domain)
    return list(Answer(registration, "whois", None, now(), "urn:test:1", DECLARATION).findings(subject))


def test_an_answer_about_another_name_is_a_problem() -> None:
    found = read_registration("other.example", ICANN)
    assert (found.registered, found.created) == (None, None)
    assert "about shop.example" in str(found.problem)


def test_the_abuse_desk_of_the_registrar_is_no_tie() -> None:
    found = read_registration("shop.example", ICANN)
    assert "abuse@cheap.example" not in found.emails
    assert "+1.5555550100" not in found.phones


def test_a_name_server_that_is_no_host_name_is_left_out() -> None:
    found = read_registration("shop.example", ICANN.replace("NS1.HOST.EXAMPLE", "<none>!"))
    by_value = {item.value: item.object for item in facts(found) if item.property == "name_server"}
    assert [*by_value] == ["ns1.host.example", "ns2.host.example"]
    assert by_value["ns2.host.example"] == Identifier(Kind.DOMAIN, "ns2.host.example")


def refer(server: str) -> bytes:
    return f"% IANA WHOIS server\n\nrefer:        {server}\n\ndomain:       EXAMPLE\n\nstatus: ACTIVE\n".encode()


def test_iana_is_asked_for_the_top_level_domain_alone(gateway: Ask, keeper: Keeper) -> None:
    door = gateway(whois={IANA: refer("whois.nic.example"), "whois.nic.example": ICANN.encode()})
    found = list(RegistrationSource().ask(Identifier(Kind.DOMAIN, "shop.example"), door))
    assert {item.property for item in found} >= {"registrar", "created", "email", "phone", "name_server"}
    assert len({item.evidence for item in found}) == 1
    queries = [bytes(exchange.sent) for exchange in keeper.kept if exchange.sent.endswith(b"\r\n")]
    assert queries == [b"example\r\n", b"shop.example\r\n"]
    assert [planned.whom for planned in plan_lookup("shop.example")] == [IANA, "the registry of .example"]


def test_iana_is_asked_once_for_many_names(gateway: Ask, keeper: Keeper) -> None:
    door = gateway(whois={IANA: refer("whois.nic.example"), "whois.nic.example": ICANN.encode()})
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: look_up(f"shop{number}.example", door), range(16)))
    assert len(found) == 16
    assert [exchange.sent for exchange in keeper.kept].count(b"example\r\n") == 1
    other = gateway(whois={IANA: b""})
    for _ in range(2):
        with pytest.raises(Failure):
            look_up("shop.example", other)
    assert [exchange.sent for exchange in keeper.kept].count(b"example\r\n") == 3


IANA_RECORD = (
    b"domain:       EXAMPLE\n\norganisation: Registry\n\nnserver: A.NIC.EXAMPLE 192.0.2.1\n\ncreated: 1994-01-01\n"
)


@pytest.mark.parametrize(
    "answer", [IANA_RECORD, IANA_RECORD + b"refer: whois.iana.org\n", b"% 0 objects\n", b"\xff\xfe"]
)
def test_without_a_registry_the_record_of_the_top_level_domain_is_not_taken_for_the_names(
    gateway: Ask, answer: bytes
) -> None:
    with pytest.raises(Unreachable, match=r"no WHOIS server for \.example"):
        look_up("shop.example", gateway(whois={IANA: answer}))


@pytest.mark.parametrize("server", ["whois.gone.example", "127.0.0.1", "localhost"])
def test_a_referral_that_leads_nowhere_is_a_failure(gateway: Ask, server: str) -> None:
    with pytest.raises(Failure):
        look_up("shop.example", gateway(whois={IANA: refer(server)}))


REGISTRY = "whois.verisign-grs.com"
THIN = named("shop.com", "Domain Name: SHOP.EXAMPLE\nRegistrar: Thin\nCreation Date: 2020-01-01T00:00:00Z\n")


def thin(server: str) -> bytes:
    return f"{THIN}Registrar WHOIS Server: {server}\n".encode()


def test_the_registrar_knows_more(gateway: Ask) -> None:
    whois = {REGISTRY: thin("whois.cheap.example"), "whois.cheap.example": named("shop.com").encode()}
    of_registry, of_registrar = look_up("shop.com", gateway(whois=whois))
    assert (of_registry.server, of_registry.registration.registrant) == (REGISTRY, None)
    assert of_registry.registration.created == "2020-01-01T00:00:00Z"
    assert (of_registrar.server, of_registrar.registration.registrant) == ("whois.cheap.example", "Sefa Ravu")


def test_where_the_registry_names_the_holder_the_registrar_is_not_asked(gateway: Ask) -> None:
    whole = f"{named('shop.com')}Registrar WHOIS Server: whois.cheap.example\n".encode()
    (found,) = look_up("shop.com", gateway(whois={REGISTRY: whole}))
    assert found.registration.registrant == "Sefa Ravu"


@pytest.mark.parametrize("answer", [b"quota exceeded\n", b"No match\n", b"???", b"", ICANN.encode()])
def test_where_the_registrar_has_no_answer_that_of_the_registry_holds(gateway: Ask, answer: bytes) -> None:
    whois = {REGISTRY: thin("whois.cheap.example"), "whois.cheap.example": answer}
    (found,) = look_up("shop.com", gateway(whois=whois))
    assert (found.server, found.registration.registrar) == (REGISTRY, "Thin")


@pytest.mark.parametrize("server", [REGISTRY, "whois.gone.example", "localhost"])
def test_referrals_in_a_circle_or_to_nobody_end(gateway: Ask, server: str) -> None:
    assert [found.server for found in look_up("shop.com", gateway(whois={REGISTRY: thin(server)}))] == [REGISTRY]


def test_two_servers_that_refer_to_each_other_end(gateway: Ask, keeper: Keeper) -> None:
    whois = {REGISTRY: thin("whois.cheap.example"), "whois.cheap.example": thin(REGISTRY)}
    look_up("shop.com", gateway(whois=whois))
    assert len([exchange for exchange in keeper.kept if exchange.sent == b"shop.com\r\n"]) == 2


def test_latin_1_is_read(gateway: Ask) -> None:
    text = named("shop.com").replace("Sefa Ravu", "José Müller").encode("latin-1")
    (found,) = look_up("shop.com", gateway(whois={REGISTRY: text}))
    assert found.registration.registrant == "José Müller"
