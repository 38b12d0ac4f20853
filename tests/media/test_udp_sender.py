"""Batches of packets, and a kernel or network card that refuses them."""

import errno

from hypothesis import given
from hypothesis import strategies as st

from fairserver.media.udp_sender import MAX_BATCH_BYTES, MAX_SEGMENTS, Address, UdpSender, batches

THERE = ("127.0.0.1", 9)


class Kernel:
    """A socket that answers as told: an errno, or None to accept."""

    def __init__(self, *answers: int | None) -> None:
        self.answers = list(answers)
        self.sent: list[bytes] = []

    def fileno(self) -> int:
        return -1

    def sendto(self, data: bytes | memoryview, address: Address, /) -> int:
        return self._take(bytes(data))

    def sendmsg(
        self,
        buffers: tuple[bytes | memoryview, ...],
        ancdata: list[tuple[int, int, bytes]],
        flags: int,
        address: Address,
        /,
    ) -> int:
        [(_, _, segment)] = ancdata
        size = int.from_bytes(segment, "little")
        return self._take(*[bytes(buffers[0][i : i + size]) for i in range(0, len(buffers[0]), size)])

    def _take(self, *packets: bytes) -> int:
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise OSError(answer, "told so")
        self.sent += packets
        return sum(map(len, packets))


def test_a_batch_leaves_in_one_call() -> None:
    kernel = Kernel()
    UdpSender(kernel).send_batch(b"aabbc", 2, THERE)
    assert kernel.sent == [b"aa", b"bb", b"c"]


def test_a_refused_batch_leaves_packet_by_packet_this_time_only() -> None:
    for refusal in (errno.EIO, errno.EINVAL, errno.EOPNOTSUPP):
        kernel = Kernel(refusal)
        sender = UdpSender(kernel)
        sender.send_batch(b"aabbc", 2, THERE)
        sender.send_batch(b"dde", 2, THERE)
        assert kernel.sent == [b"aa", b"bb", b"c", b"dd", b"e"]
        assert sender.unsegmented == 1


def test_nothing_overtakes_what_is_queued() -> None:
    kernel = Kernel(errno.EAGAIN)
    sender = UdpSender(kernel)
    sender.send_batch(b"aabb", 2, THERE)
    sender.send(b"c", THERE)
    assert kernel.sent == []
    kernel.answers = [errno.EAGAIN]
    sender.writable()
    assert kernel.sent == []
    sender.writable()
    assert kernel.sent == [b"aa", b"bb", b"c"]
    sender.send(b"d", THERE)
    assert kernel.sent[-1] == b"d"


def test_a_batch_that_stops_half_way_goes_on_where_it_stopped() -> None:
    kernel = Kernel(errno.EIO, None, errno.EAGAIN)
    sender = UdpSender(kernel)
    sender.send_batch(b"aabbcc", 2, THERE)
    sender.send(b"d", THERE)
    sender.writable()
    assert kernel.sent == [b"aa", b"bb", b"cc", b"d"]


def test_an_unreachable_peer_costs_only_its_own_packets() -> None:
    kernel = Kernel(errno.ENETUNREACH)
    sender = UdpSender(kernel)
    sender.send_batch(b"aabb", 2, THERE)
    sender.send(b"c", THERE)
    assert kernel.sent == [b"c"]
    assert sender.dropped == 1


def test_the_queue_is_bounded() -> None:
    kernel = Kernel(*[errno.EAGAIN] * 200)
    sender = UdpSender(kernel)
    for _ in range(200):
        sender.send(bytes(50_000), THERE)
    assert sender.dropped == 200 - (4 << 20) // 50_000


@given(st.lists(st.integers(13, 1400), max_size=200))
def test_batches_hold_equal_packets_and_keep_to_the_limits(sizes: list[int]) -> None:
    runs = batches(sizes)
    assert [index for start, end in runs for index in range(start, end)] == list(range(len(sizes)))
    for start, end in runs:
        run = sizes[start:end]
        assert len(run) <= MAX_SEGMENTS
        assert sum(run) + 16 * len(run) <= MAX_BATCH_BYTES
        assert all(size == run[0] for size in run[:-1])
        assert run[-1] <= run[0]
