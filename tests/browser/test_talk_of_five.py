"""A talk of five: two sit at browsers, three are protocol clients, each of whom sends a picture of one colour."""

import asyncio
import fractions
import re
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import aiohttp
import av
from aiortc import AudioStreamTrack, RTCPeerConnection, RTCSessionDescription, VideoStreamTrack
from aiortc.mediastreams import MediaStreamTrack
from playwright.async_api import Page, expect

from fairserver.media.robot import SAMPLE_RATE, SAMPLES, TONE
from tests.browser.conftest import PHONE, Sit
from tests.browser.test_talk import DEVICES, GONE, SCREEN_WIDTH, go_in
from tests.running import Running, Visitor, page
from tests.talks import opened
from tests.waiting import until

# Of each protocol client: the colour in YUV (BT.601) and its name.
COLOURS = {
    "alumnus": ((81, 90, 240), "red"),
    "operator": ((41, 240, 110), "blue"),
    "moderator": ((145, 54, 34), "green"),
}
RATE = 10
# The colour in the middle of somebody's picture; null while the picture is not there yet.
COLOUR = """(name) => {
  const face = [...document.querySelectorAll(".face")].find((one) => one.textContent.includes(name));
  const video = face?.querySelector("video");
  if (!video) return null;
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.drawImage(video, 0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  if (!alpha) return null;
  return { [red]: "red", [green]: "green", [blue]: "blue" }[Math.max(red, green, blue)];
}"""


class OneColour(VideoStreamTrack):
    """A small picture, everywhere of the same colour."""

    def __init__(self, yuv: tuple[int, int, int]) -> None:
        super().__init__()
        self.yuv = yuv
        self.number = 0
        self.started = time.monotonic()

    async def recv(self) -> av.VideoFrame:
        await asyncio.sleep(max(0.0, self.started + self.number / RATE - time.monotonic()))
        frame = av.VideoFrame(160, 120, "yuv420p")
        for plane, value in zip(frame.planes, self.yuv, strict=True):
            plane.update(bytes([value]) * plane.buffer_size)
        frame.pts, frame.time_base = self.number, fractions.Fraction(1, RATE)
        self.number += 1
        return frame


class Voice(AudioStreamTrack):
    """A tone, while `speaks`."""

    def __init__(self) -> None:
        super().__init__()
        self.speaks = False
        self.samples = 0
        self.started = time.monotonic()

    async def recv(self) -> av.AudioFrame:
        await asyncio.sleep(max(0.0, self.started + self.samples / SAMPLE_RATE - time.monotonic()))
        frame = av.AudioFrame(format="s16", layout="mono", samples=SAMPLES)
        frame.planes[0].update(TONE if self.speaks else bytes(len(TONE)))
        frame.sample_rate = SAMPLE_RATE
        frame.pts, frame.time_base = self.samples, fractions.Fraction(1, SAMPLE_RATE)
        self.samples += SAMPLES
        return frame


class Member:
    """Somebody in the talk without a browser: an open page, and media."""

    def __init__(self, visitor: Visitor, http: aiohttp.ClientSession, talk: int) -> None:
        self.visitor, self.http, self.talk = visitor, http, talk
        self.voice = Voice()
        self.connections: list[RTCPeerConnection] = []

    async def sends(self, screen: bool) -> None:
        await self.visitor.change(
            "talk.show_devices", talk=self.talk, device="protocol-client", take=True, microphone=True, camera=True,
            screen=screen, quality="good", codec="VP8", receives="everything",
        )  # fmt: skip

    async def connect(self, path: str, *tracks: MediaStreamTrack) -> None:
        connection = RTCPeerConnection()
        self.connections.append(connection)
        for track in tracks:
            connection.addTrack(track)
        await connection.setLocalDescription(await connection.createOffer())
        headers = {"Content-Type": "application/sdp", "Origin": self.visitor.place.url}
        async with self.http.post(path, data=connection.localDescription.sdp, headers=headers) as answer:
            assert answer.status == 201, await answer.text()
            await connection.setRemoteDescription(RTCSessionDescription(await answer.text(), "answer"))

    async def close(self) -> None:
        for connection in self.connections:
            await connection.close()


@asynccontextmanager
async def member(fair: Running, role: str, talk: int, yuv: tuple[int, int, int]) -> AsyncIterator[Member]:
    async with fair.browser(role) as http, page(fair, http) as visitor:
        one = Member(visitor, http, talk)
        await visitor.enter(talk)
        await one.sends(screen=False)
        await one.connect(f"/whep/{talk}?join", one.voice, OneColour(yuv))
        yield one
        await one.close()


async def shows(page: Page, name: str, colour: str) -> bool:
    return bool(await page.evaluate(COLOUR, name) == colour)


async def test_five_meet_with_names_on_the_right_faces(sit: Sit, fair: Running) -> None:
    talk = await opened(fair, "alumnus", "participant", "operator", "participant2", "moderator", minutes=15)
    amara = await sit("participant", "en.dark", permissions=DEVICES)
    chen = await sit("participant2", "ja.light", PHONE, permissions=DEVICES)
    for seat in (amara, chen):
        seat.expect(GONE)
        await seat.go(f"/talks/{talk}")
    await go_in(amara.page, "listen")
    async with AsyncExitStack() as stack:
        members = {
            role: await stack.enter_async_context(member(fair, role, talk, yuv)) for role, (yuv, _) in COLOURS.items()
        }
        names = {role: str(one.visitor.start["person"]["name"]) for role, one in members.items()}
        await go_in(chen.page, "listen")
        for seat in (amara, chen):
            await expect(seat.page.locator(".face")).to_have_count(4)
            for role, (_, colour) in COLOURS.items():
                await until(partial(shows, seat.page, names[role], colour))
        speaking = [seat.page.locator(".face[data-speaking=true] .name") for seat in (amara, chen)]
        for role, one in members.items():
            one.voice.speaks = True
            for where in speaking:
                await expect(where).to_have_count(1)
                await expect(where).to_contain_text(names[role])
            one.voice.speaks = False
            for where in speaking:
                await expect(where).to_have_count(0)

        shower = members["operator"]
        await shower.connect(f"/whip/{talk}?share", OneColour((235, 128, 128)))
        await shower.sends(screen=True)
        for seat in (amara, chen):
            await expect(seat.page.locator(".frame.screen")).to_contain_text(names["operator"])
            await until(partial(seat.page.evaluate, f"({SCREEN_WIDTH}) === 160"))

        timer = amara.page.get_by_role("timer")
        for one in members.values():
            await one.visitor.change("talk.extend", talk=talk, minutes=15, agree=True)
        await amara.page.locator(".note .btn.mine").click()
        await expect(timer).to_contain_text(re.compile("^1[34]:"))
        await chen.page.locator(".note .btn.mine").click()
        await expect(timer).to_contain_text(re.compile("^2[89]:"))
