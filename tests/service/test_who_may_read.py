"""Who may read what: each scope, read by each role, sends what this table says and nothing else.

A mark is something that only some may know; what a scope sends is searched for each of them.
"""

import json
from contextlib import AsyncExitStack
from typing import Any

import pytest

from fairserver.ops.subjects import SCOPES
from tests.running import Running, Visitor
from tests.service.test_forgetting import BACKGROUND
from tests.service.test_rights import grant_of
from tests.talks import asked

HALL, BOOTH, STAGE, EDITION = 1, 2, 120, 1
WRITER, SHOWN, SILENT = "participant", "participant2", "alumnus"  # three people at a booth, as personas

MARKS = {
    "writer": "Amara Okafor",  # wrote at the booth; the box says under which name
    "shown": "陳 怡婷",  # agreed to be shown at booths
    "silent": "Daniel Mbeki",  # did not agree, and wrote nothing
    "representative": "小野寺 健",
    "operator": "原 大輔",
    "words": "what was said",
    "background": "a wish of one's own",
    "address": "amara.okafor@example.org",
    "invited": "Rosa Fernández",
    "invited address": "rosa.fernandez@example.org",
    "talk": '"moved_from"',  # a field that only the card of a talk has
}

VISITORS = ("participant", "participant2", "alumnus", "representative", "operator", "moderator", "organiser")
EVERYBODY = {*VISITORS, "outsider"}
# Pattern of the scope → (its id, who may read it, what it tells them).
TABLE: dict[str, tuple[str, set[str], set[str]]] = {
    "edition:{}": (f"edition:{EDITION}", set(VISITORS), set()),
    "booth:{}": (f"booth:{BOOTH}", set(VISITORS), {"writer", "words", "shown", "representative"}),
    "stage:{}": (f"stage:{STAGE}", set(VISITORS), set()),
    "edition:{}/notices": (f"edition:{EDITION}/notices", set(VISITORS), set()),
    "booth:{}/desk": (
        f"booth:{BOOTH}/desk", {"representative"}, {"writer", "words", "talk", "representative", "shown"},
    ),
    "queue:{}": (f"queue:{BOOTH}", set(VISITORS), set()),
    "talk:{}": ("talk:{talk}", {"participant", "representative"}, {"talk", "writer", "representative"}),
    "timetable:{}": (f"timetable:{EDITION}", EVERYBODY, {"representative"}),  # as a speaker
    "edition:{}/desk": (
        f"edition:{EDITION}/desk", {"moderator", "organiser"},
        {"writer", "words", "shown", "silent", "talk", "representative"},  # some of them have talks
    ),
    "edition:{}/invitations": (f"edition:{EDITION}/invitations", {"organiser"}, {"invited", "invited address"}),
    "edition:{}/registrations": (
        f"edition:{EDITION}/registrations", {"organiser"}, {"writer", "shown", "silent"},
    ),
    "edition:{}/exhibitors": (f"edition:{EDITION}/exhibitors", {"organiser"}, {"representative"}),
    # The representative speaks there now.
    "stage:{}/desk": (f"stage:{STAGE}/desk", {"operator", "organiser", "representative"}, set()),
    "person:{}": ("person:{writer}", {"participant"}, {"writer", "background", "talk", "representative", "silent"}),
}  # fmt: skip


def test_every_scope_stands_in_the_table() -> None:
    assert {scope.pattern for scope in SCOPES} == set(TABLE)


async def read(visitor: Visitor, scope: str) -> str | None:
    """Everything that the scope sends to a page, or None when it may not be read."""
    places = {"edition:1": HALL, f"booth:{BOOTH}": BOOTH, f"stage:{STAGE}": STAGE}
    kind, _, number = scope.partition(":")
    if scope in places or kind == "talk":
        reply = await visitor.try_("place.enter", place=places.get(scope) or int(number))
    else:
        reply = await visitor.try_("scope.follow", scope=scope)
    if "error" in reply:
        assert reply["error"]["code"] == "permission.denied", reply
        return None
    return json.dumps(reply["ok"], ensure_ascii=False)


async def set_the_scene(people: dict[str, Visitor]) -> int:
    """Three people at a booth; one wrote, and was reported, and has a talk with the representative: its id."""
    writer = people[WRITER]
    await writer.change("background.edit", **{**BACKGROUND, "wishes": MARKS["background"]})
    for persona in (WRITER, SHOWN, SILENT):
        await people[persona].enter(BOOTH)
    said = await writer.change("chat.say", place=BOOTH, text=MARKS["words"], language="en")
    await people[SHOWN].change("chat.report", message=said["message"], reason="other")
    onodera = people["representative"]
    asked_for = await onodera.change("talk.ask", place=BOOTH, person=writer.person, minutes=15)
    await writer.change("talk.answer", talk=asked_for["talk"], accept=True)
    await people[SHOWN].change("queue.join", place=BOOTH)
    return int(asked_for["talk"])


async def test_each_scope_tells_each_role_what_the_table_says(fair: Running) -> None:
    async with AsyncExitStack() as stack:
        people = {role: await stack.enter_async_context(fair.visitor(role)) for role in VISITORS}
        talk = await set_the_scene(people)
        # Who reads is not one of the three who sit at the booth, so they read in a second browser.
        readers = {role: await stack.enter_async_context(fair.visitor(role)) for role in VISITORS}
        wrong: list[str] = []
        for named, may, told in TABLE.values():
            scope = named.format(writer=people[WRITER].person, talk=talk)
            for role, reader in readers.items():
                wrong += differences(role, scope, await read(reader, scope), told if role in may else None)
        assert not wrong


async def test_who_lost_the_role_reads_the_timetable_and_nothing_else(fair: Running) -> None:
    async with AsyncExitStack() as stack:
        people = {role: await stack.enter_async_context(fair.visitor(role)) for role in VISITORS}
        talk = await set_the_scene(people)
        outsider = people[SILENT]
        await people["organiser"].change("grant.withdraw", grant=await grant_of(fair, outsider))
        wrong: list[str] = []
        for named, may, told in TABLE.values():
            scope = named.format(writer=people[WRITER].person, talk=talk)
            expected = told if "outsider" in may else None
            wrong += differences("outsider", scope, await read(outsider, scope), expected)
        assert not wrong


def differences(role: str, scope: str, sent: str | None, expected: set[str] | None) -> list[str]:
    found = None if sent is None else {name for name, text in MARKS.items() if text in sent}
    return [] if found == expected else [f"{scope} for {role}: {found}, and the table says {expected}"]


@pytest.mark.parametrize("place", [HALL, STAGE])
async def test_nobody_is_named_outside_of_booths(fair: Running, place: int) -> None:
    """Who agreed, agreed to be shown at the booth that they are in."""
    async with fair.visitor(SHOWN) as chen, fair.visitor(WRITER) as amara:
        await chen.enter(place)
        entered = await amara.enter(place)
        assert entered["here"]["people"] == entered["here"]["reps"] == []
        await chen.enter(BOOTH)
        await amara.enter(BOOTH)
        await amara.wait(lambda: [each["id"] for each in amara.last("here")["people"]] == [chen.person])
        assert amara.last("here")["scope"] == f"booth:{BOOTH}"


async def test_a_hall_does_not_tell_who_is_in_a_talk(fair: Running) -> None:
    """Who is in a talk at a booth is counted at the booth, and the talk is not named."""
    talk = await asked(fair, WRITER)
    async with fair.visitor(WRITER) as amara, fair.visitor(SHOWN) as chen:
        await chen.enter(HALL)
        await amara.enter(talk)
        await chen.next_("counts", lambda told: told["counts"].get(f"booth:{BOOTH}") == 1)
        await amara.ask("place.leave", place=talk)
        await chen.next_("counts", lambda told: told["counts"].get(f"booth:{BOOTH}") == 0)
        counted: set[Any] = set()
        for name, told in chen.told:
            counted |= set(told["counts"]) if name == "counts" else set()
        assert not {scope for scope in counted if "talk" in scope}
        await amara.enter(talk)
        async with fair.visitor("moderator") as mori:
            assert not [scope for scope in (await mori.enter(HALL))["counts"] if "talk" in scope]
