"""Offers as real software wrote them, and as nobody should."""

import contextlib
from pathlib import Path

import pytest
from aiortc import RTCCertificate
from aiortc.sdp import SessionDescription
from hypothesis import given
from hypothesis import strategies as st

from fairserver.base.errors import FairError
from fairserver.media.addresses import may_send_to
from fairserver.media.answer import AnswerLine, LocalParameters, write_answer
from fairserver.media.offer import clean, parse_offer, usable_lines
from fairserver.media.stage import MAX_TRACKS
from fairserver.media.trickle import parse_fragment

OFFERS = Path(__file__).parent / "offers"
LOCAL = LocalParameters("user", "p" * 22, RTCCertificate.generateCertificate().getFingerprints()[0], [])

# file, m-lines we receive on with their codecs, DTLS role we take
PUBLISHERS = [
    ("chromium_camera", [("audio", ["opus"]), ("video", ["VP8", "H264"])], "server"),
    (
        "chromium_screen",
        [("audio", ["opus"]), ("video", ["VP8", "H264"]), ("video", ["VP8", "H264"])],
        "server",
    ),
    ("chromium_simulcast", [("video", ["VP8", "H264"])], "server"),
    ("chromium_talk", [("audio", ["opus"]), ("video", ["VP8", "H264"])], "server"),
    ("firefox_camera", [("audio", ["opus"]), ("video", ["VP8"])], "server"),
    ("ffmpeg", [("audio", ["opus"]), ("video", ["H264"])], "client"),
    ("ffmpeg_active", [("audio", ["opus"]), ("video", ["H264"])], "server"),
    ("gstreamer_h264", [("video", ["H264"]), ("audio", ["opus"])], "server"),
    ("gstreamer_vp8", [("video", ["VP8"]), ("audio", ["opus"])], "server"),
    ("libdatachannel", [("audio", ["opus"]), ("video", ["H264"])], "server"),
]


def read(name: str) -> str:
    return (OFFERS / f"{name}.sdp").read_bytes().decode()


@pytest.mark.parametrize(("name", "expected", "role"), PUBLISHERS)
def test_a_real_publisher_is_answered(name: str, expected: list[tuple[str, list[str]]], role: str) -> None:
    offer = parse_offer(read(name), allow_private=True)
    lines = usable_lines(offer, MAX_TRACKS, sends=True)
    assert [(line.kind, [codec.name for codec in line.codecs]) for line in lines] == expected
    assert offer.remote.role == role
    accepted = {line.index: AnswerLine("recvonly") for line in lines}
    text = write_answer(offer, accepted, LOCAL, 1)
    answer = SessionDescription.parse(text)
    assert [media.kind for media in answer.media] == [line.kind for line in offer.lines]
    assert f"a=setup:{'passive' if role == 'server' else 'active'}" in text
    assert "transport-wide-cc" not in text
    for media in answer.media:
        assert media.direction == ("recvonly" if media.port else "inactive")


@pytest.mark.parametrize("name", ["chromium_viewer", "firefox_viewer"])
def test_a_real_viewer_gets_its_down_tracks(name: str) -> None:
    offer = parse_offer(read(name), allow_private=True)
    lines = usable_lines(offer, MAX_TRACKS, sends=False)
    assert [line.kind for line in lines] == ["audio"] * 3 + ["video"] * 2
    assert all(codec.rtx_payload_type is not None for line in lines if line.kind == "video" for codec in line.codecs)


def test_constrained_baseline_with_fragments_is_chosen_among_chromiums_many() -> None:
    lines = parse_offer(read("chromium_viewer"), allow_private=True).lines
    chosen = next(codec for codec in lines[-1].codecs if codec.name == "H264")
    assert chosen.parameters["profile-level-id"] == "42e01f"
    assert chosen.parameters["packetization-mode"] == "1"
    assert "nack pli" in chosen.feedback


def test_names_and_the_end_of_candidates_are_stripped() -> None:
    """With them Firefox never connects and Chromium is a second late."""
    offer = read("firefox_viewer")
    assert ".local" in offer
    assert "a=end-of-candidates" in offer
    assert "a=candidate" not in clean(offer)
    assert "a=end-of-candidates" not in clean(offer)
    assert parse_offer(offer, allow_private=True).remote.candidates == []


def test_tcp_and_link_local_candidates_are_not_used() -> None:
    remote = parse_offer(read("gstreamer_h264"), allow_private=True).remote
    assert [candidate.ip for candidate in remote.candidates] == ["192.0.2.2", "fd00::2"]


@pytest.mark.parametrize(
    ("host", "private", "public"),
    [
        ("127.0.0.1", True, False),
        ("10.1.2.3", True, False),
        ("fd00::2", True, False),
        ("8.8.8.8", True, True),
        ("2001:4860:4860::8888", True, True),
        ("224.0.0.1", False, False),
        ("ff02::1", False, False),
        ("0.0.0.0", False, False),
        ("::", False, False),
        ("255.255.255.255", False, False),
        ("192.168.1.255", False, False),
        ("169.254.169.254", False, False),
        ("fe80::1", False, False),
        ("::ffff:224.0.0.1", False, False),
        ("localhost", False, False),
    ],
)
def test_where_a_stranger_may_make_us_send(host: str, private: bool, public: bool) -> None:
    assert may_send_to(host, allow_private=True) is private
    assert may_send_to(host, allow_private=False) is public


CHROMIUM = read("chromium_camera")
CANDIDATE = "a=candidate:1 1 udp 2113937151 192.0.2.7 50000 typ host\r\n"

BROKEN = {
    "empty": ("", "media.offer_malformed"),
    "not_sdp": ("hello", "media.offer_malformed"),
    "no_media": ("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n", "media.offer_malformed"),
    "no_fingerprint": (CHROMIUM.replace("a=fingerprint:", "a=x:"), "media.offer_malformed"),
    "md5_fingerprint": (
        CHROMIUM.replace("a=fingerprint:sha-256", "a=fingerprint:md5"),
        "media.offer_malformed",
    ),
    "no_ice": (CHROMIUM.replace("a=ice-ufrag:", "a=x:"), "media.offer_malformed"),
    "no_setup": (CHROMIUM.replace("a=setup:", "a=x:"), "media.offer_malformed"),
    "no_rtcp_mux": (CHROMIUM.replace("a=rtcp-mux\r\n", ""), "media.offer_malformed"),
    "two_transports": (CHROMIUM.replace("a=ice-ufrag:", "a=ice-ufrag:x", 1), "media.offer_malformed"),
    "bad_candidate": (CHROMIUM + CANDIDATE.replace("50000", "port"), "media.offer_malformed"),
    "bad_payload_type": (CHROMIUM.replace(" 111 ", " 300 "), "media.offer_malformed"),
    "one_megabyte": (CHROMIUM + "a=x:" + "y" * 1_000_000, "media.offer_too_large"),
    "500_media_lines": (CHROMIUM + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n" * 500, "media.offer_too_large"),
    "10_000_candidates": (CHROMIUM + CANDIDATE * 10_000, "media.offer_too_large"),
    "300_candidates": (CHROMIUM + CANDIDATE * 300, "media.offer_too_large"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_offer_is_refused_precisely(name: str) -> None:
    text, code = BROKEN[name]
    with pytest.raises(FairError) as refused:
        parse_offer(text, allow_private=True)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text", [CHROMIUM.replace("VP8/", "VP9/").replace("H264/", "H265/").replace("opus/", "speex/")]
)
def test_no_codec_of_ours(text: str) -> None:
    with pytest.raises(FairError) as refused:
        usable_lines(parse_offer(text, allow_private=True), MAX_TRACKS, sends=True)
    assert refused.value.code == "media.no_codec"


def test_a_viewer_cannot_publish_and_a_camera_cannot_watch() -> None:
    for name, sends in (("chromium_viewer", True), ("chromium_camera", False)):
        with pytest.raises(FairError):
            usable_lines(parse_offer(read(name), allow_private=True), MAX_TRACKS, sends=sends)


def test_a_fragment_brings_candidates() -> None:
    text = f"a=ice-ufrag:abcd\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n{CANDIDATE}a=end-of-candidates\r\n"
    username, candidates = parse_fragment(text, allow_private=True)
    assert username == "abcd"
    assert [candidate.ip for candidate in candidates] == ["192.0.2.7"]


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for reader in (parse_offer, parse_fragment):
        with contextlib.suppress(FairError):
            reader(text, allow_private=True)


@given(st.data())
def test_a_mangled_offer_is_read_or_refused(data: st.DataObject) -> None:
    lines = read(data.draw(st.sampled_from([name for name, _, _ in PUBLISHERS]))).splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        index = data.draw(st.integers(0, len(lines) - 1))
        line = lines[index]
        cut = data.draw(st.integers(0, len(line)))
        lines[index] = line[:cut] + data.draw(st.text(max_size=8)) + line[data.draw(st.integers(cut, len(line))) :]
    with contextlib.suppress(FairError):
        offer = parse_offer("\r\n".join(lines), allow_private=True)
        accepted = {line.index: AnswerLine("recvonly") for line in usable_lines(offer, MAX_TRACKS, sends=True)}
        write_answer(offer, accepted, LOCAL, 1)
