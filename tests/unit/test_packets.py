"""Socket.IO packets as text: what was encoded before is put in as it is."""

import json

import socketio

from fairserver.base.wire_types import EncodedJson
from fairserver.realtime import packets

STATE = {"booth": {"12": {"name": {"ja": "ひより旅行社 \"'\u2028", "en": "Hiyori"}}}}


def test_an_answer_is_what_socketio_would_have_written() -> None:
    reply = {"ok": {"scope": "booth:12", "seq": 3, "state": STATE, "events": None}}
    text = "".join(map(str, packets.answer(7, {"ok": reply["ok"] | {"state": EncodedJson(STATE)}})))
    packet = socketio.packet.Packet(encoded_packet=text)
    assert (packet.packet_type, packet.id, packet.data) == (socketio.packet.ACK, 7, [reply])


def test_an_event_is_what_socketio_would_have_written() -> None:
    packet = socketio.packet.Packet(encoded_packet=packets.event("change", {"seq": 4, "put": STATE}))
    assert (packet.packet_type, packet.data) == (socketio.packet.EVENT, ["change", {"seq": 4, "put": STATE}])


def test_encoded_json_is_the_same_json() -> None:
    assert json.loads(EncodedJson(STATE).text) == STATE
