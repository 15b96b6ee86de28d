"""`broadsheet digest`, as a real server on this machine takes it."""

import email
import os
import re
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
import trustme
from aiosmtpd import smtp
from aiosmtpd.controller import Controller

from tests.commands.conftest import Run, free_port, running
from tests.commands.small_site import SmallSite

TOML = """
[site]
title = "The Loom"
address = "https://loom.example/"
[mail]
sender = "The Loom <papers@loom.example>"
to = ["ada@reader.example", "Bo <bo@reader.example>"]
papers = 3
host = "localhost"
port = {port}
unsubscribe = "https://loom.example/bye"
{more}
[sources.manual]
"""


class Kept:
    """Keeps the letters that it takes, but for those to whom it says no."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused = ""

    async def handle_RCPT(  # noqa: N802 - the server's word
        self, _: smtp.SMTP, __: smtp.Session, envelope: smtp.Envelope, to: str, ___: list[str]
    ) -> str:
        if self.refused and self.refused in to:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the server's word
        self, _: smtp.SMTP, __: smtp.Session, envelope: smtp.Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.letters.append(read(envelope.content))
        return "250 OK"


def read(body: bytes) -> EmailMessage:
    letter = email.message_from_bytes(body, policy=SMTP)
    assert isinstance(letter, EmailMessage)
    return letter


class Authority:
    """Who vouches for the server; a client may trust it or not."""

    def __init__(self, folder: Path) -> None:
        made = trustme.CA()
        self.file = folder / "authority.pem"
        made.cert_pem.write_to_path(self.file)
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made.issue_cert("localhost").configure_cert(self.context)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def server(kept: Kept, authority: Authority) -> Iterator[Controller]:
    controller = Controller(
        kept,
        hostname="127.0.0.1",
        port=free_port(),
        ready_timeout=60,
        tls_context=authority.context,
        require_starttls=True,
    )
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def made(tmp_path: Path, server: Controller) -> SmallSite:
    made = SmallSite(tmp_path / "site")
    made.write("site.toml", TOML.format(port=server.port, more=""))
    made.write("content/topics/looms.md", "---\ntitle: >\n  Looms\nrule: {any: [loom]}\n---\n")
    made.day("2026-11-02", ["Ada"], title="On $x^2$ <b>Feathers</b>", abstract="We weigh & see.")
    made.day("2026-11-03", ["Bo", "Cy"], ["Cy"], ["Di"], ["Ed"], abstract="It weaves. And more.")
    return made


@pytest.fixture
def run(made: SmallSite) -> Run:
    return running(made.folder)


@pytest.fixture
def trusting(authority: Authority) -> Mapping[str, str]:
    return {"SSL_CERT_FILE": str(authority.file)}


def test_the_most_voted_are_first_where_any_has_votes(made: SmallSite, run: Run) -> None:
    votes = '{"arxiv:2611.00004": [{"date": "2026-11-03", "votes": 7}]}\n'
    made.write("content/records/manual/2026/2026-11-03.counts.json", votes)
    file = made.folder / "day.eml"
    run("digest", "--output", file)
    said = read(file.read_bytes()).get_body(("plain",))
    assert said is not None
    assert "4 papers, the most voted first." in said.get_content()


def test_each_reader_gets_a_letter_once(
    made: SmallSite, run: Run, kept: Kept, trusting: Mapping[str, str]
) -> None:
    assert "letters sent: 2" in run("digest", env=trusting).stdout
    assert [each["To"] for each in kept.letters] == ["ada@reader.example", "Bo <bo@reader.example>"]
    letter = kept.letters[0]
    assert letter["Subject"] == "3 November 2026 · The Loom"
    assert letter["List-Unsubscribe"] == "<https://loom.example/bye>"
    assert letter["Message-ID"] != kept.letters[1]["Message-ID"]
    text, html = letter.iter_parts()
    assert text.get_content_type() == "text/plain"
    said = text.get_content()
    assert "\n4 papers\n" in said.replace("\r\n", "\n")
    assert "Loom 2\n  Bo and Cy\n  It weaves.\n" in said.replace("\r\n", "\n")
    assert said.count("https://loom.example/papers/") == 3
    assert "https://loom.example/days/2026-11-03/" in said
    assert html.get_content_type() == "text/html"
    assert '<a href="https://loom.example/papers/2611.00002/"' in html.get_content()
    assert "<script" not in html.get_content()
    assert "letters sent: 0 · sent before: 2" in run("digest", env=trusting).stdout
    assert len(kept.letters) == 2
    ledger = (made.folder / "content/mail/sent.jsonl").read_text()
    assert ledger.count("days/2026-11-03") == 2
    assert "reader.example" not in ledger


def test_a_day_that_is_not_over_waits_until_it_is(
    made: SmallSite, run: Run, kept: Kept, trusting: Mapping[str, str]
) -> None:
    states = "content/records/manual/2026/states.jsonl"
    made.write(states, '{"day": "2026-11-03", "state": "pending", "got": 4}\n')
    run("digest", env=trusting)
    assert [each["Subject"] for each in kept.letters] == ["2 November 2026 · The Loom"] * 2
    made.write(states, '{"day": "2026-11-03", "state": "published", "got": 4}\n')
    run("digest", env=trusting)
    assert [each["Subject"] for each in kept.letters[2:]] == ["3 November 2026 · The Loom"] * 2
    pending = (
        '{"day": "2026-11-03", "state": "pending"}\n{"day": "2026-11-02", "state": "pending"}\n'
    )
    made.write(states, pending)
    assert "no day is over yet" in run("digest", code=2, env=trusting).stderr


def test_the_day_that_people_add_to_waits_until_tomorrow(
    made: SmallSite, run: Run, kept: Kept, trusting: Mapping[str, str]
) -> None:
    today = datetime.now(UTC).date()
    made.day(today.isoformat(), ["Ada"])
    run("digest", env=trusting)
    midnight = datetime.now(UTC).date() > today
    assert midnight or kept.letters[0]["Subject"] == "3 November 2026 · The Loom"


def test_another_day_week_or_topic_is_another_digest(
    run: Run, kept: Kept, trusting: Mapping[str, str]
) -> None:
    for words in (("--day", "2026-11-02"), ("--week", "2026-W45"), ("--topic", "looms")):
        run("digest", *words, env=trusting)
    subjects = [each["Subject"] for each in kept.letters[::2]]
    assert subjects == [
        "2 November 2026 · The Loom",
        "Week 45 of 2026 · The Loom",
        "Looms · 3 November 2026 · The Loom",
    ]
    assert "On x^2 <b>Feathers</b>" in next(kept.letters[0].iter_parts()).get_content()
    told = run("digest", "--day", "2026-11-02", "--topic", "looms").stderr
    assert told == "Looms · 2 November 2026 has no papers: nothing is sent\n"


def test_a_dry_run_sends_nothing(made: SmallSite, run: Run, kept: Kept) -> None:
    told = run("digest", "--dry-run").stderr
    assert "3 November 2026: 3 papers, to ada@reader.example, Bo <bo@reader.example>" in told
    assert not kept.letters
    assert not (made.folder / "content/mail").exists()


def test_a_file_has_the_letter(made: SmallSite, run: Run, kept: Kept) -> None:
    file = made.folder / "day.eml"
    run("digest", "--output", file)
    letter = read(file.read_bytes())
    assert letter["To"] == "ada@reader.example"
    assert max(map(len, file.read_bytes().split(b"\r\n"))) <= 998
    assert not kept.letters


def test_of_what_is_not_known_of_a_paper_nothing_is_left_empty(made: SmallSite, run: Run) -> None:
    made.day("2026-11-03", [], title="On Feathers")
    file = made.folder / "day.eml"
    run("digest", "--output", file)
    body = read(file.read_bytes()).get_body(("html",))
    assert body is not None
    assert "On Feathers" in body.get_content()
    assert not re.search(r"<p[^>]*>\s*</p>", body.get_content())


def test_who_is_refused_gets_it_next_time_and_keeps_it_from_nobody(
    run: Run, kept: Kept, trusting: Mapping[str, str]
) -> None:
    kept.refused = "ada@"
    done = run("digest", env=trusting, code=3)
    assert "the letter to ada@reader.example was not taken" in done.stderr
    assert "letters sent: 1 · sent before: 0" in done.stdout
    assert [each["To"] for each in kept.letters] == ["Bo <bo@reader.example>"]
    kept.refused = ""
    assert "letters sent: 1 · sent before: 1" in run("digest", env=trusting).stdout
    assert [each["To"] for each in kept.letters[1:]] == ["ada@reader.example"]


def test_a_server_that_nobody_vouches_for_gets_nothing(
    made: SmallSite, run: Run, kept: Kept
) -> None:
    assert "takes no mail" in run("digest", code=3).stderr
    assert not kept.letters
    assert not (made.folder / "content/mail").exists()


class LogIn:
    """Takes one name and password."""

    def __call__(
        self, _: smtp.SMTP, __: smtp.Session, ___: object, ____: str, data: object
    ) -> smtp.AuthResult:
        pair = (getattr(data, "login", b""), getattr(data, "password", b""))
        return smtp.AuthResult(success=pair == (b"loom", b"thread"), handled=False)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_the_password_comes_from_the_environment(
    made: SmallSite, run: Run, kept: Kept, authority: Authority, trusting: Mapping[str, str]
) -> None:
    strict = Controller(
        kept,
        hostname="127.0.0.1",
        port=free_port(),
        ready_timeout=60,
        ssl_context=authority.context,
        authenticator=LogIn(),
        auth_required=True,
        auth_require_tls=False,  # all of it is within TLS, which it does not see
    )
    strict.start()
    more = 'security = "tls"\nuser = "loom"\n'
    try:
        made.write("site.toml", TOML.format(port=strict.port, more=more))
        wrong = {**trusting, "BROADSHEET_SMTP_PASSWORD": "x"}
        told = run("digest", env=wrong, code=3).stderr
        assert "BROADSHEET_SMTP_PASSWORD" in told
        right = {**trusting, "BROADSHEET_SMTP_PASSWORD": "thread"}
        assert "letters sent: 2" in run("digest", env=right).stdout
    finally:
        strict.stop()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--day", "2026-11-09"), "no papers of 2026-11-09; name a day that has some, such as 20"),
        (("--week", "2026-W99"), "there is no week '2026-W99'"),
        (("--topic", "loms"), "no topic is called 'loms'; did you mean 'looms'?"),
        (("--set", "mail.host="), ""),
    ],
)
def test_what_cannot_be_sent_is_told(run: Run, words: tuple[str, ...], said: str) -> None:
    if words[0] == "--set":
        assert "nobody is there to send it to" in run(*words, "digest", code=2).stderr
    else:
        assert said in run("digest", *words, code=2).stderr


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("security=none", "no security is called 'none'"),
        ("port=0", "'port' must be 1 to 65,535"),
        ("sender=nobody", "'nobody' is no address for mail"),
        ("sender=Loom, The <a@loom.example>", "is no address for mail"),
        ("sender=The Loom <a@lööm.example>", "is no address for mail"),
        ("unsubscribe=https://loom.example/adieu, ö", "is no such address"),
        ("unsubscribe=http://x", "is no such address"),
    ],
)
def test_settings_of_mail_are_checked(run: Run, key: str, said: str) -> None:
    assert said in run("--set", f"mail.{key}", "digest", code=2).stderr
    assert os.environ.get("BROADSHEET_SMTP_PASSWORD") is None
