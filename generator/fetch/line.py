"""Line: the connections of a client, and how an answer is cut off while it is waited for."""

import socket
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


class Line:
    """The connections of a client, so that an answer can be cut off while it is waited for.

    A limit between two pieces does not end an answer that drips, least of all in its headers.
    """

    def __init__(self) -> None:
        self._streams: weakref.WeakSet[Any] = weakref.WeakSet()
        self.cut = False

    @contextmanager
    def deadline(self, seconds: float) -> Iterator[None]:
        """Cut the line when what is done within takes longer; `cut` then tells so."""
        self.cut = False
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()  # so that it cuts nothing that comes after

    def opened(self, stream: Any) -> None:  # noqa: ANN401 - httpx hands on what it does not name
        """Take note of a connection."""
        self._streams.add(stream)

    def _cut(self) -> None:
        self.cut = True
        for stream in list(self._streams):
            with suppress(OSError):  # it has ended by itself
                # Past ssl.SSLSocket.shutdown, which pulls the rug from under a read.
                socket.socket.shutdown(stream.get_extra_info("socket"), socket.SHUT_RDWR)
