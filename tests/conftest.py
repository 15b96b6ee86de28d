"""What every test gets: no network but this machine's own, repeatable examples, `--golden`.

A test of output that is kept byte for byte reads `request.config.getoption("--golden")`, and
where it is true writes its golden file instead of comparing.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings

T = TypeVar("T")
DAY, ENOUGH = 86_400, 45  # seconds

# The same examples on every run and machine; a loaded machine is no reason to fail.
settings.register_profile(
    "default",
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# `pytest --hypothesis-profile=search` looks for what nobody has found yet.
settings.register_profile(
    "search", max_examples=5000, derandomize=False, database=None, deadline=None
)
# `make coverage` asks what is reached at all.
settings.register_profile(
    "few",
    max_examples=10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--release", metavar="DIR", help="test the sdist and the wheel in this folder")
    parser.addoption("--real", metavar="DIR", help="look at a site of what was recorded there")
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session", autouse=True)
def trusts_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Trust no certificate, here and in processes that a test starts.

    To read all that are trusted would take each HTTP client a twentieth of a second.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SSL_CERT_FILE", raising=False)  # it would count for more
        patch.setenv("SSL_CERT_DIR", str(tmp_path_factory.mktemp("certificates")))
        yield


@pytest.fixture
def one_day() -> None:
    """Begin when the day lasts for most of a minute still, by UTC.

    It is for tests that count days back from today, and start programs that do so by their clock.
    """
    left = DAY - time.time() % DAY
    if left < ENOUGH:
        time.sleep(left + 0.1)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Forbid looking up, and connecting to, any host but this machine itself.

    It holds within this process, from the first fixture to the last. It does not cover the
    processes that a test starts, nor datagrams sent without a connection.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, local_connect(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", local_lookup(socket.getaddrinfo))
        yield


def local_connect(real: Callable[[socket.socket, Any], T]) -> Callable[[socket.socket, Any], T]:
    def connect(sock: socket.socket, address: Any) -> T:  # noqa: ANN401 - each family has its own
        if isinstance(address, tuple):  # a path is a socket in the file system
            require_loopback(address[0])
        return real(sock, address)

    return connect


def local_lookup(real: Callable[..., T]) -> Callable[..., T]:
    def lookup(host: str | bytes | None, *rest: object, **options: object) -> T:
        if host is not None:  # None stands for this machine
            require_loopback(host)
        return real(host, *rest, **options)

    return lookup


def require_loopback(host: str | bytes) -> None:
    """Fail the test unless `host` is this machine, so that `except Exception` cannot hide it."""
    name = host.decode() if isinstance(host, bytes) else host
    if name != "localhost" and not is_loopback(name):
        pytest.fail(f"a test asked for {name}: tests reach no machine but their own")


def is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
