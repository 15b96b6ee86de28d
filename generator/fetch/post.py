"""Post: letters to a server (SMTP, RFC 5321), over TLS with a verified certificate or not at all.

The password stands in the environment, never in site.toml, which others may read.
"""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from email.message import EmailMessage

from generator.model.problem import Exit, Problem
from generator.settings.tables import Mail

PASSWORD = "BROADSHEET_SMTP_PASSWORD"  # noqa: S105 - the name of it
PATIENCE = 60  # seconds
NETWORK = (OSError, smtplib.SMTPException)  # certificates are among the first


@contextmanager
def opened(mail: Mail, environment: Mapping[str, str]) -> Iterator[smtplib.SMTP]:
    """Lend a connection to the server, logged in where a user is named.

    Raises:
        Problem: there is no server, it is not who it should be, or it lets us not in.
    """
    with ExitStack() as ends:
        try:
            server = ends.enter_context(_connected(mail))
            if mail.user:
                server.login(mail.user, environment.get(PASSWORD, ""))
        except NETWORK as error:
            mend = f"look at [mail] in site.toml, and at {PASSWORD} in the environment"
            raise _problem(f"{mail.host}:{mail.port} takes no mail", error, mend) from error
        yield server


def _connected(mail: Mail) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE, context=trusted)
    server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE)
    try:
        server.starttls(context=trusted)
    except BaseException:
        server.close()
        raise
    return server


def post(server: smtplib.SMTP, letter: EmailMessage) -> None:
    """Hand a letter to the server.

    Raises:
        Problem: it does not take it.
    """
    try:
        server.send_message(letter)
    except NETWORK as error:
        raise _problem(f"the letter to {letter['To']} was not taken", error, "") from error


def _problem(what: str, error: Exception, mend: str) -> Problem:
    said = " ".join(str(error).split())
    return Problem(f"{what}: {said}", mend=mend, code=Exit.NETWORK)
