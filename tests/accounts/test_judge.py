"""The judge as a table: what two answers of a site prove. Nothing is asked."""

import pytest

from osint_kit.accounts import answers as j
from osint_kit.accounts.answers import Answer
from osint_kit.accounts.judge import Judgement
from osint_kit.accounts.judge import judge as judge_all
from osint_kit.accounts.rules import Rule

HTML = Rule("Forum", "https://f.example/u/{account}", 200, 404, e_string="profile-card", m_string="No such user")
SAME_CODE = Rule("Soft", "https://f.example/u/{account}", 200, 200, e_string="profile-card", m_string="No such user")
HANDLE, CONTROL = "mr.smith", "xk.abcde"
CARD = "<div class=profile-card><h1>mr.smith</h1></div>"
NOBODY = Answer(CONTROL, 404, "<h1>No such user</h1>")


def asked(body: str = CARD, status: int = 200, failure: str = "", handle: str = HANDLE) -> Answer:
    return Answer(handle, status, body, failure)


def control(body: str = "<h1>No such user</h1>", status: int = 404, failure: str = "") -> Answer:
    return Answer(CONTROL, status, body, failure)


def judge(rule: Rule, asked: Answer, *controls: Answer, known: Answer | None = None) -> Judgement:
    return judge_all(rule, asked, controls, known)


def unclear(why: str) -> Judgement:
    return Judgement("unclear", why)


@pytest.mark.parametrize(
    "page",
    [
        CARD,
        "<div class=profile-card>@mr.smith</div>",
        "<div class=profile-card>MR.SMITH</div>",
        '<div class=profile-card>{"login":"mr.smith"}</div>',
        "<div class=profile-card>This is Mr.Smith.</div>",
        "<div class=profile-card><b>mr.smith</b></div>",
        "<div class=profile-card>mr&#46;smith</div>",
        "profile-card https://f.example/mr.smith?tab=1",
    ],
)
def test_found(page: str) -> None:
    assert judge(HTML, asked(page), NOBODY) == Judgement("found")


@pytest.mark.parametrize(
    "page",
    [
        "<div class=profile-card>somebody else</div>",
        "<div class=profile-card>mr</div>",
        "<div class=profile-card>mr.smithson</div>",
        "<div class=profile-card>mr.smith2</div>",
        "<div class=profile-card>mr.smith.jr</div>",
        "<div class=profile-card>mr.smith-jr</div>",
        "<div class=profile-card>mr.smith_</div>",
        "<div class=profile-card>the.mr.smith</div>",
        "<div class=profile-card>xmr.smith</div>",
        "<div class=profile-card>_mr.smith</div>",
        "<div class=profile-card>mrxsmith</div>",
        "<div class=profile-card><em>mr.smith</em>.jr</div>",
        "<div class=profile-card>mr.smith&#46;jr</div>",
    ],
)
def test_a_page_about_another_handle(page: str) -> None:
    assert judge(HTML, asked(page), NOBODY) == unclear(j.OTHER_HANDLE)


@pytest.mark.parametrize(
    "handle, shown", [("mr", "mr.smith"), ("राम", "रामी"), ("mr", "<b>mr</b>.smith"), ("sefa", "sefá")]
)
def test_the_beginning_of_a_longer_handle(handle: str, shown: str) -> None:
    page = asked(f"<div class=profile-card>{shown}</div>", handle=handle)
    assert judge(HTML, page, NOBODY) == unclear(j.OTHER_HANDLE)


@pytest.mark.parametrize(
    "page, other",
    [
        ("<p>Results for mr.smith:</p><div class=profile-card>john</div>", "<p>Results for xk.abcde:</p>"),
        ('<p>No user "mr.smith". Try:</p><i class=profile-card>smith</i>', '<p>No user "xk.abcde". No such user</p>'),
        ("<nav>ask mr.smith</nav><div class=profile-card>john</div>", "<nav>ask mr.smith</nav><p>No such user</p>"),
    ],
)
def test_a_fuzzy_page_that_only_echoes_what_was_asked(page: str, other: str) -> None:
    for status in (200, 404):
        assert judge(HTML, asked(page), control(other, status)).state == "unclear"


def test_an_echo_beside_a_real_mention_does_no_harm() -> None:
    page = "<title>mr.smith at Forum</title>" + CARD
    assert judge(HTML, asked(page), control("<title>xk.abcde at Forum</title>No such user")) == Judgement("found")


@pytest.mark.parametrize(
    "answer",
    [
        control(CARD, 200),
        control("<div class=profile-card>xk.abcde</div>", 200),
        control("<div class=profile-card>home</div>", 200),
    ],
)
def test_a_catch_all_is_the_same_for_anyone(answer: Answer) -> None:
    assert judge(HTML, asked(), answer) == unclear(j.SAME_FOR_ANYONE)
    assert judge(HTML, asked("No such user", 404), answer) == unclear(j.SAME_FOR_ANYONE)


def test_a_positive_mark_on_the_page_of_the_control_proves_nothing() -> None:
    both = control("<div class=profile-card>No such user</div>", 200)
    assert judge(SAME_CODE, asked(), both) == unclear(j.SAME_FOR_ANYONE)


@pytest.mark.parametrize(
    "rule, answer, why",
    [
        (SAME_CODE, asked(CARD + "No such user"), j.PAGE_CHANGED),
        (HTML, asked("hello"), j.PAGE_CHANGED),
        (HTML, asked("", 200), j.PAGE_CHANGED),
        (HTML, asked("hello", 404), j.PAGE_CHANGED),
        (HTML, asked("<title>Just a moment...</title>" + CARD), j.WALL),
        (HTML, asked("<script>cf_chl_opt</script>" + CARD), j.WALL),
        (HTML, asked("<title>Log in to Forum</title>" + CARD), j.LOGIN),
        (HTML, asked("<title>Log in</title>No such user", 404), j.LOGIN),
        (HTML, asked("verify you are human. No such user", 404), j.WALL),
        (HTML, asked("", 401), j.LOGIN),
        (HTML, asked("", 403), j.WALL),
        (HTML, asked(CARD, 403), j.WALL),
        (HTML, asked("", 407), j.WALL),
        (HTML, asked("No such user", 429), j.RATE_LIMIT),
        (HTML, asked("", 451), j.BLOCKED),
        (HTML, asked("No such user", 500), j.SITE_ERROR),
        (HTML, asked("Just a moment", 503), j.SITE_ERROR),
        (HTML, asked("<title>Just a moment", 503), j.WALL),
        (HTML, asked("", 302), j.REDIRECT),
        (HTML, asked("No such user", 301), j.REDIRECT),
        (HTML, asked(failure=j.TIME_OUT), j.TIME_OUT),
        (HTML, asked(CARD, failure=j.PAGE_CHANGED), j.PAGE_CHANGED),
        (HTML, asked("No such user", 404, failure=j.NO_CONNECTION), j.NO_CONNECTION),
    ],
)
def test_an_answer_that_proves_nothing_says_why(rule: Rule, answer: Answer, why: str) -> None:
    assert judge(rule, answer, NOBODY) == unclear(why)


@pytest.mark.parametrize(
    "answer, why",
    [
        (control("", 429), j.RATE_LIMIT),
        (control("", 403), j.WALL),
        (control("<title>Just a moment", 200), j.WALL),
        (control("", 302), j.REDIRECT),
        (control("", 500), j.SITE_ERROR),
        (control(failure=j.TIME_OUT), j.TIME_OUT),
        (control(failure=j.PAGE_CHANGED), j.PAGE_CHANGED),
    ],
)
def test_without_a_control_nobody_is_found(answer: Answer, why: str) -> None:
    assert judge(HTML, asked(), answer) == unclear(f"control: {why}")


def test_a_control_that_merely_differs_is_enough() -> None:
    assert judge(HTML, asked(), control("hello", 200)) == Judgement("found")


@pytest.mark.parametrize("other", [NOBODY, control("", 429), control(failure=j.TIME_OUT)])
def test_absent_has_its_own_proof(other: Answer) -> None:
    assert judge(HTML, asked("No such user", 404), other) == Judgement("absent")


CODES = Rule("Codes", "https://f.example/{account}", 200, 404)
REDIRECTS = Rule("Moves", "https://f.example/{account}", 200, 302, e_string="profile-card")
NO_POSITIVE = Rule("None", "https://f.example/{account}", 200, 200, m_string="No such user")
NO_NEGATIVE = Rule("None", "https://f.example/{account}", 200, 200, e_string="profile-card")
WALLED = Rule("Walled", "https://f.example/{account}", 200, 403, e_string="profile-card")


@pytest.mark.parametrize(
    "rule, answer, other, state",
    [
        (CODES, asked(), NOBODY, "found"),
        (CODES, asked("", 404), NOBODY, "absent"),
        (CODES, asked("welcome"), NOBODY, "unclear"),
        (NO_POSITIVE, asked(), control("No such user", 200), "unclear"),
        (NO_POSITIVE, asked("No such user"), control("No such user", 200), "absent"),
        (NO_NEGATIVE, asked("hello"), control("hello", 200), "unclear"),
        (NO_NEGATIVE, asked(), control("hello", 200), "found"),
        (REDIRECTS, asked("", 302), control("", 302), "unclear"),
        (REDIRECTS, asked(), control("", 302), "found"),
        (REDIRECTS, asked(), control("", 301), "unclear"),
        (WALLED, asked("", 403), control("", 403), "unclear"),
        (WALLED, asked(), control("", 403), "unclear"),
    ],
)
def test_an_empty_string_matches_nothing(rule: Rule, answer: Answer, other: Answer, state: str) -> None:
    assert judge(rule, answer, other).state == state


@pytest.mark.parametrize(
    "body, state",
    [("[]", "absent"), (" []\n", "absent"), ("<script>x=[]</script>", "unclear"), ('[{"a":[]}]', "unclear")],
)
def test_an_empty_answer_is_a_mark_only_where_it_is_all_that_came(body: str, state: str) -> None:
    rule = Rule("API", "https://f.example/{account}", 200, 200, e_string='"username":', m_string="[]")
    assert judge(rule, asked(body), control("[]", 200)).state == state


AT = Rule("At", "https://f.example/{account}", 200, 404, e_string="@{account}", m_string="{account} is free")


@pytest.mark.parametrize(
    "handle, status, body, state",
    [
        ("mr", 200, "<h1>@mr</h1>", "found"),
        ("mr", 200, "<h1>@Mr</h1>", "found"),
        ("mr", 200, "<h1>@mr.smith</h1>", "unclear"),
        ("mr", 200, "<h1>@mrs</h1>", "unclear"),
        ("mr", 404, "mr is free", "absent"),
        ("mr", 404, "dear.mr is free", "unclear"),
        ("a.b", 200, "@axb", "unclear"),
    ],
)
def test_marks_that_hold_the_handle(handle: str, status: int, body: str, state: str) -> None:
    assert judge(AT, Answer(handle, status, body), control("xk.abcde is free")).state == state


def test_characters_that_the_site_drops() -> None:
    rule = Rule("Mail", "https://f.example/{account}", 200, 404, "profile-card", "No such user", strip_bad_char=".")
    assert judge(rule, asked("profile-card mrsmith"), NOBODY) == Judgement("found")
    assert judge(rule, asked("profile-card mr.smith"), NOBODY) == unclear(j.OTHER_HANDLE)


@pytest.mark.parametrize(
    "body, state",
    [
        ('{"taken": true, "profile-card": 1}', "found"),
        ('{"username": "mr.smith", "profile-card": 1}', "found"),
        ('{"username": "mr", "profile-card": 1}', "unclear"),
        ('[{"login":"john"}, "profile-card"]', "unclear"),
        ("profile-card", "unclear"),
    ],
)
def test_an_answer_for_programs_need_name_nobody_but_no_other(body: str, state: str) -> None:
    assert judge(HTML, asked(body), NOBODY).state == state


BLUESKY = Rule(
    "B", "https://b.example/get?actor={account}.b.example", 200, 400, e_string='"did":', m_string="not found"
)
WIKI = Rule("W", "https://w.example/api?users={account}", 200, 200, e_string='"userid":', m_string='"missing":')


@pytest.mark.parametrize(
    ("rule", "body", "other", "state"),
    [
        (BLUESKY, '{"did":"d","handle":"mr.smith.b.example"}', '{"message":"not found"}', "found"),
        (BLUESKY, '{"did":"d","handle":"mr.smith"}', '{"message":"not found"}', "found"),
        (BLUESKY, '{"did":"d","handle":"old-mr.smith.b.example"}', '{"message":"not found"}', "unclear"),
        (BLUESKY, '{"did":"d","handle":"mr.smith.c.example"}', '{"message":"not found"}', "unclear"),
        (WIKI, '{"userid":1,"name":"Mr.smith"}', '{"name":"Xk.abcde","missing":""}', "found"),
        (WIKI, '{"userid":1,"name":"Mr.smithson"}', '{"name":"Xk.abcde","missing":""}', "unclear"),
        (WIKI, '{"userid":1,"name":"somebody"}', '{"missing":""}', "unclear"),
    ],
)
def test_data_name_a_handle_as_the_address_does_or_repeat_it_for_anyone(
    rule: Rule, body: str, other: str, state: str
) -> None:
    assert judge(rule, asked(body), control(other, rule.not_there.codes[0])).state == state


def test_low_lines_may_come_back_as_spaces_where_the_name_is_repeated() -> None:
    answer, other = Answer("mr_smith", 200, '{"userid":1,"name":"Mr smith"}'), '{"name":"Xk abcde","missing":""}'
    assert judge(WIKI, answer, Answer("xk_abcde", 200, other)).state == "found"
    assert judge(WIKI, answer, Answer("xk_abcde", 200, '{"missing":""}')).state == "unclear"


def test_a_rule_without_a_mark_of_presence_says_that_of_itself() -> None:
    rule = Rule("Sherlock's", "https://f.example/u/{account}", 200, 404, m_string="No such user")
    blind = Rule("Blind", "https://f.example/u/{account}", 404, 404, m_string="No such user")
    assert judge(blind, asked(CARD), NOBODY) == unclear(j.NO_PROOF)
    assert judge(blind, asked("<h1>No such user</h1>", 404), NOBODY) == Judgement("absent")
    assert judge(rule, asked(CARD), NOBODY) == Judgement("found")
