"""Checks: values of site.toml that have the right type and are wrong nevertheless."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from generator.model.exchange import DEEPEST, LONGEST
from generator.model.frozen import asdict
from generator.settings import folders, plugin
from generator.settings.decode import Decoder, did_you_mean
from generator.settings.look import Look, wrong
from generator.settings.tables import FEEDS, Identity, Mail, Tables

SECURITY = ("starttls", "tls")
# An address is ASCII, as headers are (RFC 5322); what has a meaning of its own there stands in
# quotes before it, or one mailbox would be two.
ATOMS = r"[\w!#$%&'*+./=?^`{|}~-]+"
NAME = r'[^<>()@,:;"\\]+|"[^"\\]+"'
MAILBOX = re.compile(rf"(?a:{ATOMS}@{ATOMS})|({NAME}) <(?a:{ATOMS}@{ATOMS})>")
UNSUBSCRIBE = re.compile(r"(?:https://|mailto:)[!-;=?-~]+")
# A tag as browsers read it (BCP 47): another stops scripts that sort and tell times by it.
LANGUAGE = re.compile(
    r"([a-z]{2,3}|[a-z]{5,8})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
MOST = 10_000
# The greatest number of a table, and of keys that are bound otherwise.
GREATEST = {"limits": MOST, "authors": MOST, "fetch": MOST, "budgets": 10_000_000, "bounds": MOST}
NO_MORE = {"bounds.authors": 500_000, "bounds.letters": LONGEST, "bounds.levels": DEEPEST}
RELATED = 20
ADDRESS = "write one such as https://example.org/papers/, without `?` and `#`"
SENT = "write it as it is sent, such as https://xn--bcher-kva.example/p%C3%A4pers/"
ONE_SLASH = "write one such as https://example.org/papers/, with one `/` at a time"


def check(decoder: Decoder, tables: Tables, folder: Path) -> None:
    """Note values that have the right type and are wrong nevertheless; the site is in `folder`."""
    _check_identity(decoder, tables.site)
    _check_mail(decoder, tables.mail)
    if tables.subscribe.form and not tables.subscribe.form.startswith("https://"):
        what = f"{tables.subscribe.form!r} is no address of https"
        decoder.wrong("subscribe.form", what, "write the address that the form of your service has")
    for key, what, mend in wrong(tables.look):
        decoder.wrong(f"look.{key}", what, mend)
    _check_names(decoder, tables)
    if not 0 <= tables.related.papers <= RELATED:
        decoder.wrong("related.papers", f"'papers' must be 0 to {RELATED}")
    for table, largest in GREATEST.items():
        for key, value in asdict(getattr(tables, table)).items():
            most = NO_MORE.get(f"{table}.{key}", largest)
            if isinstance(value, int | float) and not 1 <= value <= most:
                decoder.wrong(f"{table}.{key}", f"{key!r} must be 1 to {most:,}")
    _check_files(decoder, tables.look, folder)


def _check_identity(decoder: Decoder, site: Identity) -> None:
    if not is_web_address(site.address):
        decoder.wrong("site.address", f"{site.address!r} is no web address", ADDRESS)
    elif site.base.startswith("//"):
        what = f"links would begin with {site.base!r}, which leads to another server"
        decoder.wrong("site.address", what, ONE_SLASH)
    elif not site.address.isascii():
        what = "'address' stands in feeds and is told to servers, which want ASCII"
        decoder.wrong("site.address", what, SENT)
    for key in ("language", "papers_language"):
        if not LANGUAGE.fullmatch(language := getattr(site, key)):
            what = f"browsers know no language {language!r}"
            decoder.wrong(f"site.{key}", what, "write one such as pt or pt-BR")
    if not site.contact.isascii():
        decoder.wrong("site.contact", "'contact' is sent to servers, which want ASCII")
    if site.repository and not is_web_address(site.repository):
        mend = "write one such as https://github.com/someone/papers"
        decoder.wrong("site.repository", f"{site.repository!r} is no web address", mend)


def _check_mail(decoder: Decoder, mail: Mail) -> None:
    if mail.security not in SECURITY:
        mend = did_you_mean(mail.security, SECURITY)
        decoder.wrong("mail.security", f"no security is called {mail.security!r}", mend)
    for key, most in (("port", 65535), ("papers", MOST)):
        if not 1 <= getattr(mail, key) <= most:
            decoder.wrong(f"mail.{key}", f"{key!r} must be 1 to {most:,}")
    for key, each in (("sender", mail.sender), *(("to", to) for to in mail.to)):
        if each and not MAILBOX.fullmatch(each):
            mend = 'write one such as papers@example.org, or "Loom, The" <papers@example.org>'
            decoder.wrong(f"mail.{key}", f"{each!r} is no address for mail", mend)
    if mail.unsubscribe and not UNSUBSCRIBE.fullmatch(mail.unsubscribe):
        mend = "write one such as https://example.org/bye or mailto:bye@example.org"
        decoder.wrong("mail.unsubscribe", f"{mail.unsubscribe!r} is no such address", mend)


def _check_files(decoder: Decoder, look: Look, folder: Path) -> None:
    """Note files that a look names and that are not there."""
    for key in ("font", "logo"):
        name = getattr(look, key)
        if name and not any((root / name).is_file() for root in folders.overlaid(folder, "static")):
            decoder.wrong(f"look.{key}", f"there is no file static/{name}")


def _check_names(decoder: Decoder, tables: Tables) -> None:
    """Note kinds and feeds that are none, or that stand twice."""
    for key, room in (("kinds", "kinds"), ("feeds", "formats")):
        for name in dict.fromkeys(getattr(tables, key)):
            if name not in (known := plugin.names(room)):
                mend = did_you_mean(name, known)
                decoder.wrong(key, f"no {room.removesuffix('s')} is called {name!r}", mend)
            elif getattr(tables, key).count(name) > 1:
                decoder.wrong(key, f"{name!r} stands in `{key}` twice", "keep one of them")
            elif key == "feeds" and not _is_feed(name):
                decoder.wrong(key, f"{name!r} is no format of feeds", did_you_mean(name, FEEDS))


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address that sources are asked at, or pages stand at."""
    try:
        address = urlsplit(text)
    except ValueError:  # such as http://[
        return False
    plain = not address.query and not address.fragment and not re.search(r"\s", text)
    return plain and address.scheme in ("http", "https") and bool(address.hostname)


def _is_feed(name: str) -> bool:
    return name in FEEDS or hasattr(plugin.load("formats", name), "FILE")
