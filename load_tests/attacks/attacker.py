"""One bad client: a process of its own, so that its work is not the others' wait. Prints how many answers it got of
each status.

python -m load_tests.attacks.attacker <attack> <origin> <cookie> <seconds>
"""

import asyncio
import json
import socket
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
from aioice import stun

from fairserver.base.release import release
from fairserver.media import rtcp
from fairserver.media.node_types import Answer
from tests.media.peer import Peer

OFFERS = Path(__file__).parents[2] / "tests/media/offers"
STAGE = 120
SDP = {"content-type": "application/sdp"}
# As the attack of 2026-11 was: 129 KB; and the most that is read today.
FIRST = "a=rtpmap:1 x/1\r\n" * 4150 + "a=rtcp-fb:* n\r\n" * 4150
LONGEST = "a=rtcp-fb:* nack\r\n" * 1500

Answers = Counter[str]


class Attack:
    """A browser with one person's cookie, which asks until the time is over."""

    def __init__(self, origin: str, cookie: str, seconds: float) -> None:
        self.origin = origin
        self.headers = {"Origin": origin, "Cookie": cookie}
        self.until = time.monotonic() + seconds
        self.answers: Answers = Counter()

    async def repeat(self, at_once: int, ask: Callable[[aiohttp.ClientSession, int], Awaitable[str]]) -> None:
        """`ask` over so many connections, each again and again. It gets a number that is another one each time."""
        numbers = iter(range(10**9))

        async def one(http: aiohttp.ClientSession) -> None:
            while time.monotonic() < self.until:
                try:
                    self.answers[await ask(http, next(numbers))] += 1
                except aiohttp.ClientError:
                    self.answers["cut off"] += 1
                    await asyncio.sleep(0.05)

        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(self.origin, headers=self.headers, connector=connector) as http:
            await asyncio.gather(*(one(http) for _ in range(at_once)))

    async def get(self, http: aiohttp.ClientSession, path: str) -> str:
        async with http.get(path) as answer:
            await answer.read()
            return str(answer.status)

    async def post(self, http: aiohttp.ClientSession, path: str, body: str, headers: dict[str, str]) -> str:
        async with http.post(path, data=body, headers=headers) as answer:
            await answer.read()
            return str(answer.status)

    async def socket(self, message: Callable[[int], list[object]], *, pause: float = 0.0) -> None:
        """One socket that sends events without waiting for their answers."""
        url = f"{self.origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
        async with aiohttp.ClientSession(headers=self.headers) as http, http.ws_connect(url, max_msg_size=0) as ws:
            await ws.receive_str()
            await ws.send_str("40" + json.dumps({"release": release()}))
            reading = asyncio.create_task(self._read(ws))
            number = 0
            while time.monotonic() < self.until and not ws.closed:
                number += 1
                await ws.send_str(f"42{number}" + json.dumps(message(number)))
                await asyncio.sleep(pause)
            reading.cancel()
            if ws.closed:
                self.answers["socket closed"] += 1

    async def _read(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in ws:
            text = str(frame.data)
            if text == "2":
                await ws.send_str("3")
            elif text.startswith("43"):
                error = json.loads(text[text.index("[") :])[0].get("error", {})
                self.answers[error.get("code", "ok")] += 1


def offer(ending: str) -> str:
    return (OFFERS / "chromium_viewer.sdp").read_bytes().decode() + ending


async def nothing(attack: Attack) -> None:
    """For comparison."""
    await asyncio.sleep(attack.until - time.monotonic())


async def offers_as_before(attack: Attack) -> None:
    await attack.repeat(4, lambda http, _n: attack.post(http, f"/whep/{STAGE}", offer(FIRST), SDP))


async def offers_as_large_as_are_read(attack: Attack) -> None:
    await attack.repeat(4, lambda http, _n: attack.post(http, f"/whep/{STAGE}", offer(LONGEST), SDP))


async def seats(attack: Attack) -> None:
    await attack.repeat(8, lambda http, _n: attack.post(http, f"/whep/{STAGE}", offer(""), SDP))


async def calendars(attack: Attack) -> None:
    await attack.repeat(60, lambda http, _n: attack.get(http, "/api/programme.ics"))


async def large_static_files(attack: Attack) -> None:
    path = f"/static/{release()}/vendor/uplot.js"
    await attack.repeat(16, lambda http, _n: attack.get(http, path))


async def seasons(attack: Attack) -> None:
    await attack.repeat(16, lambda http, _n: attack.get(http, "/api/season"))


async def sign_ins(attack: Attack) -> None:
    """For an address that is known, and for many that are not."""

    async def ask(http: aiohttp.ClientSession, number: int) -> str:
        email = "amara.okafor@example.org" if number % 2 else f"nobody{number}@example.org"
        return await attack.post(
            http, "/api/sign-in", json.dumps({"email": email, "language": "en"}), {"content-type": "application/json"}
        )

    attack.headers.pop("Cookie")
    await attack.repeat(16, ask)


async def entering_from_the_beginning(attack: Attack) -> None:
    await attack.socket(lambda _n: ["place.enter", {"place": 1, "after": {"epoch": "", "seq": 0}}], pause=0.005)


async def large_messages(attack: Attack) -> None:
    text = "\ufdfa" * 4000
    await attack.socket(
        lambda n: ["chat.say", {"id": f"attack-{n:08}", "place": 2, "text": text, "language": "en"}], pause=0.005
    )


async def packets_that_are_too_large(attack: Attack) -> None:
    await attack.socket(lambda _n: ["chat.say", {"text": "x" * 100_000}], pause=0.005)


async def a_thousand_sockets(attack: Attack) -> None:
    async def one() -> None:
        await attack.socket(lambda _n: ["scope.follow", {"scope": "timetable:1"}], pause=2.0)

    await asyncio.gather(*(one() for _ in range(1000)), return_exceptions=True)


def entering(origin: str, path: str, **headers: str) -> Callable[[str], Awaitable[Answer]]:
    """Posts the offer of a `Peer` by WHIP or WHEP."""

    async def enter(offer: str) -> Answer:
        about = SDP | {"Origin": origin} | headers
        async with aiohttp.ClientSession(origin, headers=about) as http, http.post(path, data=offer) as answer:
            assert answer.status == 201, await answer.text()
            return Answer("", await answer.text(), "")

    return enter


async def connected(attack: Attack) -> Peer:
    """A viewer of the stage, with a connection of its own."""
    peer = Peer("recvonly")
    await peer.connect(entering(attack.origin, f"/whep/{STAGE}", **attack.headers))
    return peer


async def nacks(attack: Attack) -> None:
    """As the attack of 2026-11: 1,300 a second, of 1.3 KB, 5,440 numbers each."""
    peer = await connected(attack)
    packet = rtcp.nack(peer.ssrc("video"), range(0, 5610, 17))
    while time.monotonic() < attack.until:
        for _ in range(13):
            await peer.send(packet)
            attack.answers["sent"] += 1
        await asyncio.sleep(0.01)
    await peer.close()


async def checks_with_a_wrong_key(attack: Attack) -> None:
    """STUN, 7,000 a second, to a session of one's own."""
    peer = await connected(attack)
    assert peer.answer is not None
    media = next(each for each in peer.answer.media if each.port)
    assert media.ice is not None
    check = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    check.attributes["USERNAME"] = f"{media.ice.usernameFragment}:x"
    check.add_message_integrity(b"wrong" * 5)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.setblocking(False)
        while time.monotonic() < attack.until:
            for _ in range(70):
                udp.sendto(bytes(check), ("127.0.0.1", media.ice_candidates[0].port))
                attack.answers["sent"] += 1
            await asyncio.sleep(0.01)
    await peer.close()


ATTACKS = {
    each.__name__: each
    for each in (
        nothing, offers_as_before, offers_as_large_as_are_read, seats, calendars, large_static_files, seasons, sign_ins,
        entering_from_the_beginning, large_messages, packets_that_are_too_large, a_thousand_sockets,
        nacks, checks_with_a_wrong_key,
    )
}  # fmt: skip


async def run(name: str, origin: str, cookie: str, seconds: float) -> None:
    attack = Attack(origin, cookie, seconds)
    await ATTACKS[name](attack)
    print(json.dumps(attack.answers), flush=True)


if __name__ == "__main__":
    name, origin, cookie, seconds = sys.argv[1:]
    asyncio.run(run(name, origin, cookie, float(seconds)))
