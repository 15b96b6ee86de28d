"""The guard in conftest.py: tests reach this machine, and no other."""

import socket
import urllib.request

import pytest
from pytest_httpserver import HTTPServer

ELSEWHERE = "192.0.2.1"  # RFC 5737: for documentation, nobody has it


@pytest.mark.parametrize("host", ["example.org", b"example.org", ELSEWHERE, "2001:db8::1"])
def test_no_other_host_is_looked_up(host: str | bytes) -> None:
    with pytest.raises(pytest.fail.Exception, match="a test asked for"):
        socket.getaddrinfo(host, 80)


@pytest.mark.parametrize("call", ["connect", "connect_ex"])
def test_no_other_host_is_connected_to(call: str) -> None:
    with socket.socket() as sock, pytest.raises(pytest.fail.Exception, match=ELSEWHERE):
        getattr(sock, call)((ELSEWHERE, 80))


def test_no_error_handling_hides_a_forbidden_request() -> None:
    with pytest.raises(pytest.fail.Exception):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_a_server_on_this_machine_answers(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("here")
    with urllib.request.urlopen(httpserver.url_for("/")) as answer:  # noqa: S310 - our own server
        assert answer.read() == b"here"


def test_sockets_in_the_file_system_are_left_alone() -> None:
    with socket.socket(socket.AF_UNIX) as sock, pytest.raises(FileNotFoundError):
        sock.connect("/nonexistent/socket")
