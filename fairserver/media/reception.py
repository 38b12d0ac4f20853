"""Reception statistics of one source (RFC 3550 §6.4.1, §A.3, §A.8); pure."""

from aiortc.rtp import RtcpReceiverInfo, clamp_packets_lost

from .sequence import Unwrapped


class Reception:
    """Counts what came, estimates jitter, and writes the report block."""

    def __init__(self, ssrc: int, clock_rate: int) -> None:
        self.ssrc = ssrc
        self.clock_rate = clock_rate
        self.received = 0
        self._numbers = Unwrapped()
        self._first = 0
        self._jitter = 0.0
        self._transit: float | None = None
        self._last_timestamp: int | None = None
        self._reported = (0, 0)
        self._sender_report: tuple[int, float] | None = None

    def add(self, sequence: int, timestamp: int, now: float) -> None:
        """One packet of the stream itself, not a repair."""
        if self._numbers.highest is None:
            self._first = sequence
        self._numbers.extend(sequence)
        self.received += 1
        if timestamp != self._last_timestamp:
            self._last_timestamp = timestamp
            transit = now * self.clock_rate - timestamp
            if self._transit is not None:
                step = abs(transit - self._transit)
                if step < self.clock_rate * 10:
                    self._jitter += (step - self._jitter) / 16
            self._transit = transit

    def sender_report(self, ntp: int, now: float) -> None:
        """Remember when the sender last reported, for its round-trip time."""
        self._sender_report = ((ntp >> 16) & 0xFFFFFFFF, now)

    @property
    def expected(self) -> int:
        """How many packets the numbers seen so far span."""
        highest = self._numbers.highest
        return 0 if highest is None else highest - self._first + 1

    def report(self, now: float) -> RtcpReceiverInfo:
        """The block for the next receiver report; loss is counted since the last one."""
        expected, received = self.expected, self.received
        span, got = expected - self._reported[0], received - self._reported[1]
        self._reported = (expected, received)
        lost = max(0, span - got)
        lsr, delay = 0, 0
        if self._sender_report is not None:
            lsr, at = self._sender_report
            delay = min(0xFFFFFFFF, round((now - at) * 65536))
        return RtcpReceiverInfo(
            ssrc=self.ssrc,
            fraction_lost=min(255, (lost << 8) // span) if span > 0 else 0,
            packets_lost=clamp_packets_lost(expected - received),
            highest_sequence=(self._numbers.highest or 0) & 0xFFFFFFFF,
            jitter=min(0xFFFFFFFF, int(self._jitter)),
            lsr=lsr,
            dlsr=delay,
        )
