"""Compressed messages: what a client's permessage-deflate makes of them, and who may get them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode

from fairserver.base.wire_types import LARGE, EncodedJson
from fairserver.sockets.compression import compressed, is_worth_it, takes_shared_blocks

HALL = {"places": {str(number): {"id": number, "name": {"ja": "会社", "en": "Company"}} for number in range(118)}}
LONG = {"text": "多" * LARGE}

plain = st.text(st.characters(exclude_categories=["Cs"]))
pieces = st.lists(plain | st.sampled_from([LONG, HALL, {}]).map(EncodedJson))


def agreed(*, no_takeover: bool = True, window: int = 15) -> PerMessageDeflate:
    return PerMessageDeflate(True, no_takeover, 15, window)


def read(payload: bytes) -> str:
    """The message as a client reads it: each by itself."""
    return bytes(agreed().decode(Frame(Opcode.TEXT, payload, rsv1=True)).data).decode()


@given(plain, pieces)
def test_a_client_reads_what_was_written(first: str, parts: list[str | EncodedJson]) -> None:
    assert read(compressed(first, parts)) == first + "".join(map(str, parts))


def test_what_does_not_fit_one_stored_block_is_in_several() -> None:
    text = "x" * 200_000
    assert (
        read(compressed(text, [EncodedJson(HALL), text]))
        == text + json.dumps(HALL, ensure_ascii=False, separators=(",", ":")) + text
    )


def test_a_snapshot_is_compressed_once_and_worth_it() -> None:
    hall = EncodedJson(HALL)
    assert hall.deflated is hall.deflated
    assert len(compressed("4", ["430[", hall, "]"])) < len(hall.text) / 4
    assert is_worth_it(["430[", hall, "]"])
    assert not is_worth_it(["430[", EncodedJson({}), "x" * LARGE])


@pytest.mark.parametrize(
    ("extensions", "takes"),
    [([], False), ([agreed()], True), ([agreed(no_takeover=False)], False), ([agreed(window=10)], False)],
)
def test_only_who_agreed_to_it_gets_shared_blocks(extensions: list[PerMessageDeflate], *, takes: bool) -> None:
    assert takes_shared_blocks(extensions) == takes
