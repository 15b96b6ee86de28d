"""Unpacking: bytes as they came become the bytes that were meant, and never more than a limit."""

import zlib
from collections.abc import Iterable

from generator.model.exchange import Unreadable

GZIP = 31  # zlib's word for a gzip header, a window of any size, and a checksum


def unpacked(pieces: Iterable[bytes], largest: int, *, gzip: bool) -> tuple[bytes, bool]:
    """Return the bytes that `pieces` hold, and whether they were there to their end.

    `gzip` tells whether they are packed, in one part or in several.

    Raises:
        Unreadable: they are more than `largest`, packed or unpacked, or are not gzip.
    """
    pack = zlib.decompressobj(wbits=GZIP) if gzip else None
    body = bytearray()
    taken = 0
    for piece in pieces:
        taken += len(piece)
        rest = piece
        while rest:
            if pack is None:
                body += rest
                rest = b""
            else:
                pack = zlib.decompressobj(wbits=GZIP) if pack.eof else pack
                try:
                    body += pack.decompress(rest, largest + 1 - len(body))
                except zlib.error as error:
                    raise Unreadable("cannot be unpacked") from error
                rest = pack.unused_data  # another part, packed by itself
            if max(len(body), taken) > largest:
                raise Unreadable(f"is larger than {largest:,} bytes")
    return bytes(body), pack is None or pack.eof or not taken
