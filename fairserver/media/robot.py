"""A publisher without a camera: `STAGE_KEY=… python -m fairserver.media.robot http://host/whip/stage`.

Its picture carries a clock for people and a frame number for machines; once a second it flashes and
beeps at the same moment, so that lips and sound can be compared.
"""

import argparse
import asyncio
import contextlib
import datetime
import fractions
import math
import os
import signal
import struct
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from urllib.parse import urljoin

import av
from aiortc import AudioStreamTrack, RTCPeerConnection, RTCRtpSender, RTCSessionDescription, VideoStreamTrack
from aiortc.mediastreams import MediaStreamError
from av.video.plane import VideoPlane

from . import strip

WIDTH, HEIGHT, RATE = 640, 360, 25
SAMPLE_RATE, SAMPLES = 48_000, 960
BEEP_SECONDS = 0.1
WHITE, BLACK, GREY = 235, 16, 96

# Seven segments of a digit: top, top left, top right, middle, bottom left, bottom right, bottom.
SEGMENTS = (
    "1110111",
    "0010010",
    "1011101",
    "1011011",
    "0111010",
    "1101011",
    "1101111",
    "1010010",
    "1111111",
    "1111011",
)
DIGIT_WIDTH, DIGIT_HEIGHT, STROKE = 40, 80, 10


class Canvas:
    """A grey-scale picture of bytes: all a clock needs."""

    def __init__(self, shade: int) -> None:
        self.lines = [bytearray([shade]) * WIDTH for _ in range(HEIGHT)]

    def box(self, left: int, top: int, width: int, height: int, shade: int) -> None:
        row = bytes([shade]) * max(0, min(width, WIDTH - left))
        for line in self.lines[top : top + height]:
            line[left : left + len(row)] = row

    def digit(self, left: int, top: int, value: int) -> None:
        half = DIGIT_HEIGHT // 2
        right, bottom = left + DIGIT_WIDTH - STROKE, top + DIGIT_HEIGHT - STROKE
        boxes = (
            (left, top, DIGIT_WIDTH, STROKE),
            (left, top, STROKE, half),
            (right, top, STROKE, half),
            (left, top + half - STROKE // 2, DIGIT_WIDTH, STROKE),
            (left, top + half, STROKE, half),
            (right, top + half, STROKE, half),
            (left, bottom, DIGIT_WIDTH, STROKE),
        )
        for lit, box in zip(SEGMENTS[value], boxes, strict=True):
            if lit == "1":
                self.box(*box, WHITE)


def draw(number: int, now: datetime.datetime) -> av.VideoFrame:
    """The picture of one frame."""
    flash = number % RATE < BEEP_SECONDS * RATE
    canvas = Canvas(GREY + 60 if flash else GREY)
    for block, bit in enumerate(strip.blocks(number)):
        width = WIDTH // strip.BLOCKS
        canvas.box(block * width, 0, width, strip.HEIGHT, WHITE if bit else BLACK)
    for place, character in enumerate(now.strftime("%H%M%S")):
        canvas.digit(110 + place * 60 + place // 2 * 30, 120, int(character))
    canvas.box(number * 8 % (WIDTH - 60), 280, 60, 40, WHITE)
    frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
    tint = bytes([128 + 30 * (number // RATE % 2)]) * (WIDTH // 2)
    _fill(frame.planes[0], canvas.lines)
    _fill(frame.planes[1], [tint] * (HEIGHT // 2))
    _fill(frame.planes[2], [bytes([128]) * (WIDTH // 2)] * (HEIGHT // 2))
    return frame


def _fill(plane: VideoPlane, lines: Sequence[bytes | bytearray]) -> None:
    """A plane's lines may be longer than the picture is wide."""
    pad = bytes(plane.line_size - len(lines[0]))
    plane.update(b"".join(bytes(line) + pad for line in lines))


class Picture(VideoStreamTrack):
    """Frames at the robot's own rate, numbered from 0."""

    def __init__(self, started: float) -> None:
        super().__init__()
        self.number = 0
        self._started = started

    async def recv(self) -> av.VideoFrame:
        if self.readyState != "live":
            raise MediaStreamError
        await asyncio.sleep(max(0.0, self._started + self.number / RATE - time.monotonic()))
        frame = draw(self.number, datetime.datetime.now(datetime.UTC))
        frame.pts, frame.time_base = self.number * 90_000 // RATE, fractions.Fraction(1, 90_000)
        self.number += 1
        return frame


class Beep(AudioStreamTrack):
    """A tone in the first tenth of each second of the stream."""

    def __init__(self, started: float) -> None:
        super().__init__()
        self._started = started
        self._samples = 0

    async def recv(self) -> av.AudioFrame:
        if self.readyState != "live":
            raise MediaStreamError
        await asyncio.sleep(max(0.0, self._started + self._samples / SAMPLE_RATE - time.monotonic()))
        frame = av.AudioFrame(format="s16", layout="mono", samples=SAMPLES)
        loud = self._samples % SAMPLE_RATE < BEEP_SECONDS * SAMPLE_RATE
        wave = TONE if loud else bytes(2 * SAMPLES)
        frame.planes[0].update(wave)
        frame.sample_rate = SAMPLE_RATE
        frame.pts, frame.time_base = self._samples, fractions.Fraction(1, SAMPLE_RATE)
        self._samples += SAMPLES
        return frame


# 1 kHz has a whole number of periods in 20 ms, so one block serves for ever.
TONE = struct.pack(
    f"<{SAMPLES}h", *(round(12_000 * math.sin(2 * math.pi * 1000 * n / SAMPLE_RATE)) for n in range(SAMPLES))
)


def post(url: str, key: str, offer: str) -> tuple[str, str]:
    """WHIP's one request: the answer, and the session's address."""
    request = urllib.request.Request(url, offer.encode(), method="POST")  # noqa: S310 - the operator's own URL
    request.add_header("Content-Type", "application/sdp")
    request.add_header("Authorization", f"Bearer {key}")
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
        return response.read().decode(), urljoin(url, response.headers["Location"])


def delete(resource: str, key: str) -> None:
    """End the session."""
    request = urllib.request.Request(resource, method="DELETE")  # noqa: S310
    request.add_header("Authorization", f"Bearer {key}")
    with contextlib.suppress(urllib.error.HTTPError):  # the node may have closed it first
        urllib.request.urlopen(request, timeout=10).close()  # noqa: S310


async def run(url: str, key: str, codec: str) -> None:
    """Publish until a signal or the server ends it."""
    connection = RTCPeerConnection()
    started = time.monotonic() + 0.5
    connection.addTrack(Beep(started))
    connection.addTrack(Picture(started))
    for transceiver in connection.getTransceivers():
        transceiver.direction = "sendonly"
        if transceiver.kind == "video":
            known = RTCRtpSender.getCapabilities("video").codecs
            wanted = [entry for entry in known if entry.name.lower() == codec.lower()]
            transceiver.setCodecPreferences(wanted)
    await connection.setLocalDescription(await connection.createOffer())
    answer, resource = await asyncio.to_thread(post, url, key, connection.localDescription.sdp)
    await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)

    @connection.on("connectionstatechange")
    def changed() -> None:
        if connection.connectionState in ("failed", "closed"):
            ended.set()

    await ended.wait()
    await asyncio.to_thread(delete, resource, key)
    await connection.close()


def main() -> None:
    """Read the arguments and run. The key is not one of them: everybody on a machine sees those."""
    parser = argparse.ArgumentParser(description="publish a clock and a beep to a stage")
    parser.add_argument("url", help="WHIP address of the stage")
    parser.add_argument("--codec", choices=("vp8", "h264"), default="vp8")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.url, os.environ["STAGE_KEY"], arguments.codec))


if __name__ == "__main__":
    main()
