"""Forwards one up track at a time to many down tracks, as one continuous RTP stream (RFC 7667 §3.7)."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from typing import NamedTuple

from aiortc.rtp import RtpPacket

from .codecs import Codec, starts_key_frame
from .down_track import DownTrack
from .packet_cache import OutgoingPacket, PacketCache
from .publication import Publication
from .rewriter import Rewriter
from .up_track import UpTrack

MAX_FRAME_SECONDS = 0.003  # a video frame without a marker bit is sent on after this time
CLOCK_RATES = {"video": 90_000, "audio": 48_000}  # Hz
CACHE_PACKETS = {"video": 1024, "audio": 128}

SendFrame = Callable[[Sequence[OutgoingPacket], Sequence[DownTrack]], None]


class Source(NamedTuple):
    """The up track that is forwarded now, and the publication it belongs to."""

    publication: Publication
    track: UpTrack


class TrackSwitch:
    """Rewrites each packet once for all its down tracks, caches it for retransmission, and sends whole frames.

    Its source changes without renegotiation: the rewritten sequence numbers and timestamps go on, and video goes on
    at the next key frame of the new source.
    """

    def __init__(self, kind: str, send_frame: SendFrame) -> None:
        self.kind = kind
        self.down_tracks: list[DownTrack] = []
        self.cache = PacketCache(CACHE_PACKETS[kind])
        self._send_frame = send_frame
        self._rewriter = Rewriter(CLOCK_RATES[kind], secrets.randbits(15), secrets.randbits(31))
        self._source: Source | None = None
        self._codec: str | None = None
        self._waits_for_key_frame = False
        self._frame: list[OutgoingPacket] = []
        self._timer: asyncio.TimerHandle | None = None

    def set_source(self, publication: Publication, track: UpTrack, now: float) -> None:
        """Forward another up track, from its next key frame on, which is requested here."""
        self.clear_source()
        self._source = Source(publication, track)
        self.source_restarted()
        track.sinks.append(self)
        track.request_key_frame(now)

    def clear_source(self) -> None:
        """Forward nothing until the next `set_source`."""
        self._flush()
        if self._source is not None and self in self._source.track.sinks:
            self._source.track.sinks.remove(self)
        self._source = None

    def source_restarted(self) -> None:
        """Expect unrelated sequence numbers and timestamps from the next packet on (PacketSink)."""
        self._rewriter.switch()
        self._waits_for_key_frame = self.kind == "video"

    @property
    def source(self) -> Source | None:
        """What is forwarded now."""
        return self._source

    def forwards(self, publication: Publication) -> bool:
        """Return whether the present source belongs to a publication."""
        return self._source is not None and self._source.publication is publication

    def add(self, down_track: DownTrack) -> None:
        """Send to one more down track; the caller requests a key frame for it."""
        down_track.set_codec(self._codec)
        self.down_tracks.append(down_track)

    def remove(self, down_track: DownTrack) -> None:
        """Stop sending to a down track; one that was never added is ignored."""
        if down_track in self.down_tracks:
            self.down_tracks.remove(down_track)

    def request_key_frame(self, now: float) -> None:
        """Ask the present source for a key frame, if there is a source."""
        if self._source is not None:
            self._source.track.request_key_frame(now)

    def timestamp_at(self, unix: float) -> int | None:
        """Return the outgoing RTP timestamp at a Unix time, for sender reports (RFC 3550 §6.4.1).

        Returns None while nothing is forwarded.
        """
        if self._source is None or self._codec is None or self._waits_for_key_frame:
            return None
        timestamp = self._source.publication.timestamp_at(self._source.track, unix)
        if timestamp is None:
            return None
        return round(timestamp + self._rewriter.timestamp_offset) & 0xFFFFFFFF

    def packet_received(self, codec: Codec, packet: RtpPacket, now: float) -> None:
        """Rewrite and forward one packet of the source (PacketSink)."""
        if self._waits_for_key_frame:
            if not starts_key_frame(codec.name, packet.payload):
                if self._source is not None:
                    self._source.track.request_key_frame(now)
                return
            self._waits_for_key_frame = False
        if codec.name != self._codec:
            self._flush()
            self._codec = codec.name
            for down_track in self.down_tracks:
                down_track.set_codec(codec.name)
        numbers = self._rewriter.rewrite(packet.sequence_number, packet.timestamp, now)
        if numbers is None:
            return
        sequence, timestamp = numbers
        outgoing = OutgoingPacket(
            marker_bit=packet.marker << 7,
            sequence=sequence,
            timestamp=timestamp,
            header_numbers=sequence.to_bytes(2, "big") + timestamp.to_bytes(4, "big"),
            payload=packet.payload,
            codec=codec.name,
        )
        self.cache.add(outgoing)
        self._frame.append(outgoing)
        if packet.marker or self.kind == "audio":
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(MAX_FRAME_SECONDS, self._flush)

    def _flush(self) -> None:
        """Send the packets collected so far as one frame."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._frame:
            frame, self._frame = self._frame, []
            self._send_frame(frame, self.down_tracks)
