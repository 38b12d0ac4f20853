"""Sends a frame to every down track: RTP header written, packet protected, one system call for each run of packets."""

from collections.abc import Iterable, Sequence

from . import private_api
from .down_track import DownTrack
from .packet_cache import OutgoingPacket
from .udp_sender import MAX_BATCH_BYTES, batches

RTP_HEADER_BYTES = 12
SPARE_BYTES = 4096  # room for the SRTP trailer that libsrtp writes behind the last packet


class FrameSender:
    """Owns the buffer in which libsrtp protects packets in place.

    Plain Python, about 6 µs a packet; its cost is measured in load_tests/RESULTS.md.
    """

    def __init__(self) -> None:
        self._start = private_api.ffi.new("char[]", MAX_BATCH_BYTES + SPARE_BYTES)
        self._buffer = private_api.ffi.buffer(self._start)
        self._view = memoryview(self._buffer)
        self._length = private_api.ffi.new("int *")

    def send(self, frame: Sequence[OutgoingPacket], down_tracks: Iterable[DownTrack]) -> None:
        """Send the packets of one frame to every down track that is connected and negotiated their codec.

        All packets of a frame have the same codec.
        """
        payloads = [packet.payload for packet in frame]
        sizes = [len(payload) for payload in payloads]
        octets = sum(sizes)
        runs = batches([RTP_HEADER_BYTES + size for size in sizes])
        headers_by_type: dict[int, list[bytes]] = {}  # the first 8 bytes of each packet, by payload type
        for down_track in down_tracks:
            payload_type = down_track.payload_type
            destination = down_track.transport.destination()
            if payload_type is None or destination is None:
                continue
            headers = headers_by_type.get(payload_type)
            if headers is None:
                headers = [bytes((0x80, packet.marker_bit | payload_type)) + packet.header_numbers for packet in frame]
                headers_by_type[payload_type] = headers
            context, ssrc = destination.srtp_context, down_track.ssrc_bytes
            for start, end in runs:
                used, segment_size = self._protect(context, ssrc, headers[start:end], payloads[start:end])
                if used:
                    destination.udp_sender.send_batch(self._view[:used], segment_size, destination.address)
            down_track.packets += len(frame)
            down_track.octets += octets

    def _protect(self, context: object, ssrc: bytes, headers: list[bytes], payloads: list[bytes]) -> tuple[int, int]:
        """Lay protected packets end to end in the buffer; return the bytes used and the length of the first packet."""
        buffer, length, protect = self._buffer, self._length, private_api.srtp_protect
        used = segment_size = 0
        for header, payload in zip(headers, payloads, strict=True):
            packet = header + ssrc + payload
            size = len(packet)
            buffer[used : used + size] = packet
            length[0] = size
            if protect(context, self._start + used, length):
                continue  # libsrtp refused; to the receiver the packet is lost, and it will send a NACK
            used += length[0]
            segment_size = segment_size or length[0]
        return used, segment_size
