"""Statistics of one received RTP stream, and its report block (RFC 3550 §6.4.1, §A.3, §A.8); pure."""

from aiortc.rtp import RtcpReceiverInfo, clamp_packets_lost

from .sequence import SequenceUnwrapper


class ReceptionStatistics:
    """Counts the packets of one SSRC, estimates their jitter, and builds report blocks."""

    def __init__(self, ssrc: int, clock_rate: int) -> None:
        """`clock_rate` is that of the codec, in Hz."""
        self.ssrc = ssrc
        self.clock_rate = clock_rate
        self.received = 0
        self._unwrapper = SequenceUnwrapper()
        self._first = 0
        self._jitter = 0.0  # in clock-rate ticks
        self._transit: float | None = None
        self._last_timestamp: int | None = None
        self._reported = (0, 0)  # packets expected and received at the last report
        self._sender_report: tuple[int, float] | None = None  # middle 32 bits of its NTP time; when it arrived

    def packet_received(self, sequence: int, timestamp: int, now: float) -> None:
        """Count one original packet; retransmissions do not count."""
        if self._unwrapper.highest is None:
            self._first = sequence
        self._unwrapper.unwrap(sequence)
        self.received += 1
        if timestamp != self._last_timestamp:
            self._last_timestamp = timestamp
            self._update_jitter(now * self.clock_rate - timestamp)

    def _update_jitter(self, transit: float) -> None:
        """Smooth the difference of two transit times (RFC 3550 §A.8).

        A difference above 10 seconds is ignored: the source has chosen other timestamps.
        """
        if self._transit is not None:
            step = abs(transit - self._transit)
            if step < self.clock_rate * 10:
                self._jitter += (step - self._jitter) / 16
        self._transit = transit

    def sender_report_received(self, ntp: int, now: float) -> None:
        """Note the 64-bit NTP time of a sender report, from which its sender computes the round-trip time."""
        self._sender_report = ((ntp >> 16) & 0xFFFFFFFF, now)

    @property
    def expected(self) -> int:
        """How many packets lie between the lowest and the highest sequence number."""
        highest = self._unwrapper.highest
        return 0 if highest is None else highest - self._first + 1

    def report(self, now: float) -> RtcpReceiverInfo:
        """Return the block for a receiver report; its fraction lost is counted since the last call."""
        expected, received = self.expected, self.received
        expected_since = expected - self._reported[0]
        lost_since = max(0, expected_since - (received - self._reported[1]))
        self._reported = (expected, received)
        lsr, delay = 0, 0
        if self._sender_report is not None:
            lsr, arrived_at = self._sender_report
            delay = min(0xFFFFFFFF, round((now - arrived_at) * 65536))
        return RtcpReceiverInfo(
            ssrc=self.ssrc,
            fraction_lost=min(255, (lost_since << 8) // expected_since) if expected_since > 0 else 0,
            packets_lost=clamp_packets_lost(expected - received),
            highest_sequence=(self._unwrapper.highest or 0) & 0xFFFFFFFF,
            jitter=min(0xFFFFFFFF, int(self._jitter)),
            lsr=lsr,
            dlsr=delay,
        )
