"""The conversation in schemas/README.md, held frame by frame with a running server by a client without Socket.IO."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema

from fairserver.base.settings import SCHEMAS
from fairserver.ops.protocol_readme import README
from tests.running import Running, page
from tests.service.test_raw_sockets import Raw, raw

PLACE = 120
STEPS = re.findall(r"^```frames (\w+)\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
FRAME = re.compile(r"(\d+)(.*)", re.DOTALL)
MADE_UP = {"sid", "release", "epoch", "at", "version"}  # the server's own; the README shows others
UNSHOWN = {"…": "…"}
PASSING = ('42["here"', '42["counts"')  # may come between any two frames


def read(frame: str) -> tuple[str, Any]:
    """The digits before a frame's JSON, and the JSON; `{…}` is an object that is not shown."""
    digits, rest = FRAME.fullmatch(frame).groups()  # type: ignore[union-attr]
    return digits, json.loads(rest.replace("{…}", json.dumps(UNSHOWN, ensure_ascii=False)))


class Conversation:
    """What the README shows beside what happens. A value that the server makes up is another one each time, but
    wherever the README repeats it, so must the server.
    """

    def __init__(self, release: str) -> None:
        self.met: dict[str, Any] = {}
        self._release = release

    async def hold(self, socket: Raw, step: str) -> None:
        """Send the frames marked `>`; those marked `<` must come, in whatever order where several stand together."""
        awaited: list[str] = []
        for line in [*dict(STEPS)[step].splitlines(), "> "]:
            direction, frame = line[0], line[2:]
            if direction == "<":
                awaited.append(frame)
                continue
            await self._await(socket, awaited)
            awaited = []
            if frame:
                await socket.send(self._ours(frame))

    def _ours(self, frame: str) -> str:
        """The frame to send, with this server's values in place of those that the README shows."""
        if shown := re.search(r'"release":"([0-9a-f]{12})"', frame):
            self.met[shown[1]] = self._release
        for shown_value, value in self.met.items():
            frame = frame.replace(f'"{shown_value}"', f'"{value}"')
        return frame

    async def _await(self, socket: Raw, shown: list[str]) -> None:
        left = [read(frame) for frame in shown]
        while left:
            frame = await socket.next_("")
            if not frame.startswith(PASSING):
                digits, came = read(frame)
                awaited = next(each for each in left if each[0] == digits)
                left.remove(awaited)
                self._same(awaited[1], came, digits)
                fits_its_schema(digits, came)

    def _same(self, shown: Any, came: Any, at: str) -> None:
        if shown == UNSHOWN:
            assert isinstance(came, dict), at
            assert came, at
        elif isinstance(shown, dict):
            assert isinstance(came, dict), at
            assert shown.keys() == came.keys(), at
            for key, value in shown.items():
                if key in MADE_UP and value:
                    assert type(value) is type(came[key]), f"{at}.{key}"
                    assert self.met.setdefault(str(value), came[key]) == came[key], f"{at}.{key}"
                else:
                    self._same(value, came[key], f"{at}.{key}")
        elif isinstance(shown, list):
            assert isinstance(came, list), at
            assert len(shown) == len(came), at
            for number, pair in enumerate(zip(shown, came, strict=True)):
                self._same(*pair, f"{at}[{number}]")
        else:
            assert shown == came, at


def fits_its_schema(digits: str, came: Any) -> None:
    """What the README leaves out fits too."""
    if digits == "42":
        validate(SCHEMAS / "told" / f"{came[0]}.json", came[1])
    elif digits == "430":
        validate(SCHEMAS / "events" / "place.enter.json", came[0]["ok"], "reply")
        if state := came[0]["ok"]["state"]:
            validate(SCHEMAS / "scopes" / "stage.json", state)
    elif digits == "431":
        validate(SCHEMAS / "events" / "chat.say.json", came[0]["ok"], "reply")


def validate(file: Path, message: Any, part: str = "") -> None:
    schema = json.loads(file.read_text("utf-8"))
    jsonschema.validate(message, schema[part] if part else schema, cls=jsonschema.Draft202012Validator)


async def test_the_conversation(fair: Running) -> None:
    """Be refused, connect, enter, say, be cut off, miss something, come back, ask once more."""
    conversation = Conversation(await fair.release())
    async with fair.browser("participant") as http:
        async with raw(fair, http) as socket:
            await socket.next_("0")
            await conversation.hold(socket, "refused")
        async with raw(fair, http) as socket:
            await conversation.hold(socket, "opening")
            await conversation.hold(socket, "entering")
            await conversation.hold(socket, "saying")
        async with fair.browser("participant2") as another, page(fair, another) as other:
            await other.enter(PLACE)
            await other.change("chat.say", place=PLACE, text="ようこそ。", language="ja")
            async with raw(fair, http) as socket:
                await conversation.hold(socket, "returning")


def test_every_step_is_held() -> None:
    assert [step for step, _frames in STEPS] == ["opening", "refused", "entering", "saying", "returning"]
