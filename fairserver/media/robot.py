"""A WHIP publisher without a camera: `STAGE_KEY=… python -m fairserver.media.robot http://host/whip/stage`.

It publishes a drawn clock (clock_picture) and a tone. Once a second the picture flashes and the tone sounds at the
same moment, so that one can see and hear whether picture and sound are synchronised.
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
from urllib.parse import urljoin

import av
from aiortc import AudioStreamTrack, RTCPeerConnection, RTCRtpSender, RTCSessionDescription, VideoStreamTrack
from aiortc.mediastreams import MediaStreamError

from .clock_picture import FLASH_SECONDS, RATE, draw

SAMPLE_RATE, SAMPLES = 48_000, 960  # Hz, and samples in one frame of 20 ms
TONE_HZ, AMPLITUDE = 1000, 12_000
# 16-bit samples of one frame. It holds a whole number of periods, so the tone is this frame repeated.
TONE = struct.pack(
    f"<{SAMPLES}h", *(round(AMPLITUDE * math.sin(2 * math.pi * TONE_HZ * n / SAMPLE_RATE)) for n in range(SAMPLES))
)
SILENCE = bytes(2 * SAMPLES)


class Picture(VideoStreamTrack):
    """The drawn clock, RATE frames per second, numbered from 0 at the monotonic time `started`."""

    def __init__(self, started: float) -> None:
        super().__init__()
        self.number = 0
        self._started = started

    async def recv(self) -> av.VideoFrame:
        """Return the next frame when it is due (called by aiortc); raises MediaStreamError once stopped."""
        if self.readyState != "live":
            raise MediaStreamError
        await asyncio.sleep(max(0.0, self._started + self.number / RATE - time.monotonic()))
        frame = draw(self.number, datetime.datetime.now(datetime.UTC))
        frame.pts, frame.time_base = self.number * 90_000 // RATE, fractions.Fraction(1, 90_000)
        self.number += 1
        return frame


class Beep(AudioStreamTrack):
    """A tone in the first FLASH_SECONDS of each second, from the monotonic time `started` on."""

    def __init__(self, started: float) -> None:
        super().__init__()
        self._started = started
        self._samples = 0

    async def recv(self) -> av.AudioFrame:
        """Return the next 20 ms when they are due (called by aiortc); raises MediaStreamError once stopped."""
        if self.readyState != "live":
            raise MediaStreamError
        await asyncio.sleep(max(0.0, self._started + self._samples / SAMPLE_RATE - time.monotonic()))
        frame = av.AudioFrame(format="s16", layout="mono", samples=SAMPLES)
        sounds = self._samples % SAMPLE_RATE < FLASH_SECONDS * SAMPLE_RATE
        frame.planes[0].update(TONE if sounds else SILENCE)
        frame.sample_rate = SAMPLE_RATE
        frame.pts, frame.time_base = self._samples, fractions.Fraction(1, SAMPLE_RATE)
        self._samples += SAMPLES
        return frame


def post(url: str, key: str, offer: str) -> tuple[str, str]:
    """Send a WHIP offer; return the SDP answer and the URL of the session (RFC 9725 §4.2).

    Blocks for up to 10 seconds; raises OSError, also for an error status.
    """
    request = urllib.request.Request(url, offer.encode(), method="POST")  # noqa: S310 - the operator's own URL
    request.add_header("Content-Type", "application/sdp")
    request.add_header("Authorization", f"Bearer {key}")
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
        return response.read().decode(), urljoin(url, response.headers["Location"])


def delete(resource: str, key: str) -> None:
    """End the session at a URL; an error status is ignored, since the node may have closed it already."""
    request = urllib.request.Request(resource, method="DELETE")  # noqa: S310
    request.add_header("Authorization", f"Bearer {key}")
    with contextlib.suppress(urllib.error.HTTPError):
        urllib.request.urlopen(request, timeout=10).close()  # noqa: S310


async def run(url: str, key: str, codec: str) -> None:
    """Publish until SIGINT, SIGTERM, or the end of the connection; `codec` is "vp8" or "h264"."""
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
    """Read the command line and run.

    The stage key comes from the environment, because every user of a machine can see the arguments of a process.
    """
    parser = argparse.ArgumentParser(description="publish a clock and a beep to a stage")
    parser.add_argument("url", help="WHIP address of the stage")
    parser.add_argument("--codec", choices=("vp8", "h264"), default="vp8")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.url, os.environ["STAGE_KEY"], arguments.codec))


if __name__ == "__main__":
    main()
