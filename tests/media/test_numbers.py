"""The pure parts: sequence numbers, timestamps, reports and key frames."""

import struct
from itertools import pairwise

import pytest
from aiortc.rtp import RtcpPacket, RtcpRtpfbPacket
from hypothesis import given
from hypothesis import strategies as st

from fairserver.media import rtcp
from fairserver.media.codecs import starts_key_frame
from fairserver.media.nack import GIVE_UP_SECONDS, RETRY_SECONDS, NackGenerator
from fairserver.media.packet_cache import OutgoingPacket, PacketCache
from fairserver.media.rate_control import MAX_BITS_PER_SECOND, MIN_BITS_PER_SECOND, KeyFrameThrottle, LossBasedEstimate
from fairserver.media.receiver_report import ReceptionStatistics
from fairserver.media.rewriter import Rewriter

numbers = st.integers(0, 65535)
timestamps = st.integers(0, 2**32 - 1)


@given(start=numbers, sources=st.lists(st.tuples(numbers, timestamps, st.integers(1, 50)), min_size=1, max_size=6))
def test_several_sources_become_one_continuous_stream(start: int, sources: list[tuple[int, int, int]]) -> None:
    rewriter = Rewriter(90_000, start, 0)
    out: list[tuple[int, int]] = []
    now = 0.0
    for sequence, timestamp, count in sources:
        rewriter.switch()
        for step in range(count):
            rewritten = rewriter.rewrite((sequence + step) & 0xFFFF, (timestamp + step * 3000) & 0xFFFFFFFF, now)
            assert rewritten is not None
            out.append(rewritten)
            now += 1 / 30
    assert [number for number, _ in out] == [(start + step) & 0xFFFF for step in range(len(out))]
    moves = [(later[1] - former[1]) & 0xFFFFFFFF for former, later in pairwise(out)]
    assert all(2990 <= move <= 3010 for move in moves)


def test_loss_and_reordering_remain_visible_and_packets_before_the_switch_do_not() -> None:
    rewriter = Rewriter(90_000, 10, 0)
    assert [rewriter.rewrite(number, 0, 0) for number in (100, 103, 101)] == [(10, 0), (13, 0), (11, 0)]
    assert rewriter.rewrite(99, 0, 0) is None
    rewriter.switch()
    assert rewriter.rewrite(7, 5, 1.0) == (14, 90_000)
    assert rewriter.rewrite(6, 5, 1.0) is None


@pytest.mark.parametrize("start", [0, 65_530])
def test_gaps_are_asked_for_repeatedly_and_then_given_up(start: int) -> None:
    nack = NackGenerator()
    assert nack.packet_received(start, 0) == []
    missing = [(start + step) & 0xFFFF for step in (1, 2, 3)]
    assert nack.packet_received((start + 4) & 0xFFFF, 0) == missing
    assert nack.packet_received(missing[1], 0.01) == []
    assert nack.due(RETRY_SECONDS / 2) == []
    assert nack.due(RETRY_SECONDS) == [missing[0], missing[2]]
    nack.due(GIVE_UP_SECONDS + 1)
    assert nack.due(GIVE_UP_SECONDS + 2) == []


@given(st.lists(numbers, max_size=300))
def test_any_numbers_keep_the_list_of_missing_packets_small(sequence: list[int]) -> None:
    nack = NackGenerator()
    for step, number in enumerate(sequence):
        assert len(nack.packet_received(number, step / 100)) <= 256
        assert len(nack.due(step / 100)) <= 256


@given(st.lists(numbers, min_size=1, max_size=40, unique=True))
def test_a_nack_names_exactly_what_is_lost(lost: list[int]) -> None:
    start = lost[0]
    ordered = sorted(lost, key=lambda number: (number - start) & 0xFFFF)
    [packet] = RtcpPacket.parse(rtcp.nack(1, ordered))
    assert isinstance(packet, RtcpRtpfbPacket)
    assert {number & 0xFFFF for number in packet.lost} == set(lost)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_as_rtcp_or_not_at_all(data: bytes) -> None:
    assert isinstance(rtcp.parse(data), list)


@given(st.floats(0, 2.08e9))
def test_ntp_time_goes_back_and_forth(unix: float) -> None:
    assert abs(rtcp.unix_time(rtcp.ntp_time(unix)) - unix) < 1e-5


def test_a_report_counts_loss_since_the_last_one() -> None:
    statistics = ReceptionStatistics(1, 90_000)
    for number in (0, 1, 2, 3, 6, 7):
        statistics.packet_received(number, number * 3000, number / 30)
    report = statistics.report(1)
    assert (report.packets_lost, report.fraction_lost) == (2, 64)
    for number in range(8, 16):
        statistics.packet_received(number, number * 3000, number / 30)
    assert statistics.report(2).fraction_lost == 0
    assert statistics.report(3).highest_sequence == 15


def test_a_cache_forgets_what_it_overwrites() -> None:
    cache = PacketCache(4)
    for number in range(6):
        cache.add(OutgoingPacket(0, number, 0, struct.pack("!HL", number, 0), b"", "VP8"))
    assert cache.get(1) is None
    found = cache.get(5)
    assert found is not None
    assert found.sequence == 5


def test_key_frame_requests_are_few_but_none_is_forgotten() -> None:
    throttle = KeyFrameThrottle()
    assert throttle.request(0.0)
    assert not any(throttle.request(0.1) for _ in range(100))
    assert not throttle.due(0.2)
    assert throttle.due(0.5)
    assert not throttle.due(1.5)


def test_the_estimate_falls_with_loss_and_recovers() -> None:
    estimate = LossBasedEstimate()
    assert estimate.update(0.0, 1e6) == MAX_BITS_PER_SECOND
    assert estimate.update(0.2, 1e6) == 900_000
    for _ in range(50):
        estimate.update(0.5, 0)
    assert estimate.bits_per_second == MIN_BITS_PER_SECOND
    for _ in range(50):
        estimate.update(0.0, 1e6)
    assert estimate.bits_per_second == MAX_BITS_PER_SECOND


@pytest.mark.parametrize(
    ("name", "payload", "expected"),
    [
        ("VP8", "1000", True),
        ("VP8", "1001", False),
        ("VP8", "0000", False),
        ("VP8", "908001" + "00", True),
        ("VP8", "90808001" + "00", True),
        ("VP8", "90808001" + "01", False),
        ("VP8", "90f0800101" + "20" + "00", True),
        ("VP8", "90", False),
        ("H264", "6588", True),
        ("H264", "6742c01e", True),
        ("H264", "419a", False),
        ("H264", "0910", False),
        ("H264", "18" + "000209f0" + "00046742c01e", True),
        ("H264", "18" + "000209f0" + "000241aa", False),
        ("H264", "7c85", True),
        ("H264", "7c45", False),
        ("H264", "7c81", False),
        ("H264", "", False),
        ("opus", "00", True),
    ],
)
def test_key_frames_are_recognised(name: str, payload: str, expected: bool) -> None:
    assert starts_key_frame(name, bytes.fromhex(payload)) is expected


@given(st.sampled_from(["VP8", "H264"]), st.binary(max_size=60))
def test_any_payload_is_a_key_frame_or_not(name: str, payload: bytes) -> None:
    assert starts_key_frame(name, payload) in (True, False)
