"""Every socket event × bad input, and × people who may not: a code, one log line, nothing half-written."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from fairserver.access.permissions import Role
from fairserver.base.wire_types import ChangeRequest
from fairserver.desk.permissions import DESK_READ
from fairserver.invitations.tables import Link
from fairserver.ops.subjects import METADATA, REQUESTS
from fairserver.people.tables import GrantRow, Login
from fairserver.programmes.permissions import PLACE_ENTER
from fairserver.realtime.context import SocketRequest
from fairserver.talks.tables import Talk
from tests.running import Running, Visitor
from tests.talks import open_talk, person_of

HALL, BOOTH, OTHER_BOOTH, STAGE, EDITION = 1, 2, 3, 121, 1
NOWHERE = 2**53 - 1
MOVES_BY_ITSELF = {"processes", "attendance", "due", "mails"}  # beats, due rows

Everyone = dict[str, Visitor]


@pytest.fixture(scope="module")
async def everyone(one_fair: Running) -> AsyncIterator[Everyone]:
    """One open page per role."""
    async with AsyncExitStack() as stack:
        roles = ("participant", "participant2", "alumnus", "representative", "moderator", "organiser")
        yield {role: await stack.enter_async_context(one_fair.visitor(role)) for role in roles}


async def written(fair: Running) -> dict[str, Any]:
    """Every row of every table that only people's requests change."""
    async with fair.app.database.reading() as session:
        return {
            table.name: [tuple(map(str, row)) for row in await session.execute(select(table))]
            for table in METADATA.sorted_tables
            if table.name not in MOVES_BY_ITSELF
        }


def problem(reply: dict[str, Any], logged: list[Any]) -> str:
    """The code of a refusal that came as it should."""
    error = reply["error"]
    lines = [line for line in logged if line.get("id") == error["log"]]
    assert [(line["event"], line["code"]) for line in lines] == [("socket.refused", error["code"])]
    assert not [line for line in logged if "exc_info" in line]
    return str(error["code"])


MALFORMED: dict[str, Any] = {
    "nothing": None,
    "a list": [],
    "a number": 42,
    "words": "DROP TABLE people",
    "an empty object": {},
    "only a stranger": {"role": "admin"},
    "deep": {"id": [[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]},
}


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED)
@pytest.mark.parametrize("event", REQUESTS)
async def test_malformed(shared: Running, everyone: Everyone, logged: list[Any], event: str, sent: Any) -> None:
    reply = await everyone["organiser"].client.call(event, sent)
    assert problem(reply, logged) == "request.malformed"


@pytest.mark.parametrize("row", REQUESTS.values(), ids=REQUESTS)
async def test_each_field_missing_or_of_another_type(shared: Running, everyone: Everyone, row: SocketRequest) -> None:
    before = await written(shared)
    for field, about in row.request.model_fields.items():
        values: list[Any] = [{"$gt": ""}, -1, 1e300]
        if not isinstance(row.example.get(field), list):
            values.append([])
        wrong: list[dict[str, Any]] = [{**row.example, field: value} for value in values]
        if about.is_required():
            wrong.append({name: value for name, value in row.example.items() if name != field})
        for request in wrong:
            reply = await everyone["organiser"].try_(row.name, **request)
            assert reply["error"]["code"] == "request.malformed", request
            assert field in reply["error"]["details"]["fields"]
    assert await written(shared) == before


async def test_no_such_event(shared: Running, everyone: Everyone, logged: list[Any]) -> None:
    for name in ("people.delete", "", "__init__", "*", "message", "connect", "disconnect"):
        reply = await everyone["participant"].try_(name, id=str(uuid4()))
        assert reply["error"]["code"] == "request.unknown", name
    assert {line["socket_event"] for line in logged} == {"unknown"}, "a log is no place for what strangers call things"


async def test_two_payloads_or_none(shared: Running, everyone: Everyone) -> None:
    client = everyone["participant"].client
    example = dict(REQUESTS["chat.say"].example)
    assert (await client.call("chat.say", (example, example)))["error"]["code"] == "request.malformed"
    assert (await client.call("chat.say"))["error"]["code"] == "request.malformed"


# ---- what does not exist

UNKNOWN: dict[str, dict[str, tuple[Any, str]]] = {
    "place.enter": {"place": (NOWHERE, "place.unknown")},
    "place.leave": {},  # leaving where one is not is done already
    "scope.follow": {"scope": (f"edition:{NOWHERE}/desk", "scope.unknown")},
    "scope.unfollow": {},
    "chat.say": {"place": (NOWHERE, "place.unknown")},
    "chat.read": {"place": (NOWHERE, "place.unknown")},
    "talk.ask": {"place": (NOWHERE, "place.unknown")},  # the person is looked for once one may ask
    "talk.call": {"place": (NOWHERE, "place.unknown")},
    "visit.write": {"talk": (NOWHERE, "talk.unknown")},
    "visit.thank": {"talk": (NOWHERE, "talk.unknown")},
    "queue.join": {"place": (NOWHERE, "place.unknown")},
    "queue.leave": {"ticket": (NOWHERE, "ticket.unknown")},
    "consent.give": {"place": (NOWHERE, "place.unknown")},
    "cv.delete": {},
    "consent.withdraw": {},  # nothing is shown there, as was wanted
    "lines.show": {"edition": (NOWHERE, "edition.unknown")},
    "queue.set": {"place": (NOWHERE, "place.unknown")},
    "talk.answer": {"talk": (NOWHERE, "talk.unknown")},
    "talk.open": {"place": (NOWHERE, "place.unknown"), "people": ([1, NOWHERE], "person.unknown")},
    "talk.move": {"talk": (NOWHERE, "talk.unknown")},
    "talk.extend": {"talk": (NOWHERE, "talk.unknown")},
    "talk.end": {"talk": (NOWHERE, "talk.unknown")},
    "talk.take_seat": {"talk": (NOWHERE, "talk.unknown")},
    "talk.bring_in": {"talk": (NOWHERE, "talk.unknown")},
    "talk.remove": {"talk": (NOWHERE, "talk.unknown")},
    "talk.mute": {"talk": (NOWHERE, "talk.unknown")},
    "talk.ask_for_help": {"talk": (NOWHERE, "talk.unknown")},
    "talk.show_devices": {"talk": (NOWHERE, "talk.unknown")},
    "talk.note": {"talk": (NOWHERE, "talk.unknown")},
    "talk.offer_contact": {"talk": (NOWHERE, "talk.unknown")},
    "talk.report": {"talk": (NOWHERE, "talk.unknown")},
    "talk.block": {"talk": (NOWHERE, "talk.unknown")},
    "block.lift": {},
    "favourite.set": {"place": (NOWHERE, "place.unknown")},
    "notice.send": {"edition": (NOWHERE, "place.unknown"), "place": (NOWHERE, "place.unknown")},
    "notice.withdraw": {"notice": (NOWHERE, "notice.unknown")},
    "chat.delete": {"message": (NOWHERE, "message.unknown")},
    "chat.report": {"message": (NOWHERE, "message.unknown")},
    "chat.mute": {"place": (NOWHERE, "place.unknown"), "person": (NOWHERE, "person.unknown")},
    "chat.unmute": {"place": (NOWHERE, "place.unknown"), "person": (NOWHERE, "person.unknown")},
    "report.resolve": {"report": (NOWHERE, "report.unknown")},
    "shift.set": {"place": (NOWHERE, "place.unknown")},
    "profile.edit": {},
    "login.revoke": {"login": (NOWHERE, "login.unknown")},
    "grant.withdraw": {"grant": (NOWHERE, "grant.unknown")},
    "stage.set_state": {"place": (NOWHERE, "place.unknown")},
    "stage_key.make": {"place": (NOWHERE, "place.unknown")},
    "stage_key.revoke": {"key": (NOWHERE, "stage_key.unknown")},
    "people.invite": {"edition": (NOWHERE, "edition.unknown")},
    "invitation.resend": {"invitation": (NOWHERE, "invitation.unknown")},
    "invitation.revoke": {"invitation": (NOWHERE, "invitation.unknown")},
    "background.edit": {},
    "registration.apply": {"edition": (NOWHERE, "edition.unknown")},
    "registration.accept": {"edition": (NOWHERE, "registration.unknown")},
    "registration.withdraw": {"edition": (NOWHERE, "edition.unknown")},
    "programme.pick": {"session": (NOWHERE, "session.unknown")},
    "feed.revoke": {"feed": (NOWHERE, "feed.unknown")},
    "my.erase": {"name": ("Somebody Else", "name.differs")},
    "edition.save": {"edition": (NOWHERE, "edition.unknown"), "programme": ("no-such", "programme.unknown")},
    "venue.add": {"edition": (NOWHERE, "edition.unknown")},
    "opening.save": {"edition": (NOWHERE, "edition.unknown"), "venue": (NOWHERE, "venue.unknown")},
    "opening.delete": {"edition": (NOWHERE, "edition.unknown"), "thing": (NOWHERE, "opening.unknown")},
    "place.save": {"edition": (NOWHERE, "edition.unknown"), "venue": (NOWHERE, "venue.unknown")},
    "place.delete": {"edition": (NOWHERE, "edition.unknown"), "thing": (NOWHERE, "place.unknown")},
    "session.save": {
        "edition": (NOWHERE, "edition.unknown"),
        "opening": (NOWHERE, "opening.unknown"),
        "place": (NOWHERE, "place.unknown"),
    },
    "session.cancel": {"edition": (NOWHERE, "edition.unknown"), "thing": (NOWHERE, "session.unknown")},
    "session.delete": {"edition": (NOWHERE, "edition.unknown"), "thing": (NOWHERE, "session.unknown")},
    "exhibitor.save": {"edition": (NOWHERE, "edition.unknown"), "booth": (NOWHERE, "exhibitor.unknown")},
    "exhibitor.delete": {"edition": (NOWHERE, "edition.unknown"), "thing": (NOWHERE, "exhibitor.unknown")},
    "people.find": {"edition": (NOWHERE, "edition.unknown")},
    "companies.find": {"edition": (NOWHERE, "edition.unknown")},
    "editions.list": {"edition": (NOWHERE, "edition.unknown")},
    "representative.invite": {"place": (NOWHERE, "place.unknown")},
    "booth.edit": {"place": (NOWHERE, "place.unknown")},
    "job_post.save": {"place": (NOWHERE, "place.unknown"), "job": (NOWHERE, "job_post.unknown")},
    "job_post.delete": {"place": (NOWHERE, "place.unknown"), "thing": (NOWHERE, "job_post.unknown")},
    "document.save": {"place": (NOWHERE, "place.unknown"), "document": (NOWHERE, "document.unknown")},
    "document.delete": {"place": (NOWHERE, "place.unknown"), "thing": (NOWHERE, "document.unknown")},
}


@pytest.mark.parametrize("event", REQUESTS)
async def test_what_does_not_exist(shared: Running, everyone: Everyone, logged: list[Any], event: str) -> None:
    """The table names every event: one that is new needs its row here."""
    before = await written(shared)
    for field, (value, code) in UNKNOWN[event].items():
        request = {**await real(shared, everyone, event), field: value}
        assert problem(await everyone["organiser"].try_(event, **request), logged) == code
    assert await written(shared) == before


async def test_the_hall_has_no_chat_and_no_shifts(shared: Running, everyone: Everyone) -> None:
    organiser = everyone["organiser"]
    say = await organiser.try_("chat.say", id=str(uuid4()), place=HALL, text="hello", language="en")
    hang = await organiser.try_("shift.set", id=str(uuid4()), place=HALL, state="away", until=None)
    assert (say["error"]["code"], hang["error"]["code"]) == ("chat.not_here", "place.unknown")


# ---- who may not


async def real(shared: Running, everyone: Everyone, event: str) -> dict[str, Any]:
    """The event's example, about things of this fair that belong to someone else."""
    async with shared.app.database.reading() as session:
        owner = everyone["participant2"].person
        login = await session.scalar(select(Login.id).where(Login.person_id == owner, Login.ended_at.is_(None)))
        grant = await session.scalar(select(GrantRow.id).where(GrantRow.person_id == owner))
        invitation = await session.scalar(select(Link.id).where(Link.kind == "invitation"))
        talk = await session.scalar(select(func.max(Talk.place_id)))  # not the demo's own
    ids = {
        "place": STAGE if event.startswith(("stage.", "stage_key.")) else OTHER_BOOTH,
        "person": owner,
        "login": login,
        "grant": grant,
        "invitation": invitation,
        "edition": EDITION,
        "message": 1,
        "report": 1,
        "notice": 1,
        "talk": talk,
        "scope": f"edition:{EDITION}/desk",
    }
    if event == "stage_key.revoke":
        ids["key"] = 1
    if event == "queue.leave":
        ids["ticket"] = 1
    example = {name: ids.get(name, value) for name, value in REQUESTS[event].example.items() if name != "after"}
    return example | ({"id": str(uuid4())} if issubclass(REQUESTS[event].request, ChangeRequest) else {})


@pytest.fixture(scope="module")
async def a_reported_message(one_fair: Running, everyone: Everyone) -> None:
    author, reader = everyone["participant2"], everyone["participant"]
    said = await author.change("chat.say", place=OTHER_BOOTH, text="…", language="ja")
    await reader.change("chat.report", message=said["message"], reason="other")
    assert said["message"] == 1
    await everyone["organiser"].change("stage_key.make", place=STAGE, label="OBS", key="k" * 43)
    operator = await person_of(one_fair, "operator")
    text = {"ja": "…", "en": "…"}
    notice = {"edition": EDITION, "place": OTHER_BOOTH, "role": None, "text": text, "minutes": None}
    assert (await everyone["organiser"].change("notice.send", **notice))["notice"] == 1
    await open_talk(everyone["organiser"], everyone["participant2"].person, operator)
    assert (await everyone["participant2"].change("queue.join", place=OTHER_BOOTH))["ticket"] == 1


# What is about oneself only; everyone may.
OWN = {
    "profile.edit", "place.leave", "scope.unfollow", "background.edit", "registration.apply", "registration.accept",
    "registration.withdraw", "programme.pick", "feed.revoke", "my.erase", "block.lift",
    "consent.withdraw", "cv.delete",
}  # fmt: skip
BOOTHS = {
    "shift.set", "booth.edit", "job_post.save", "job_post.delete", "document.save", "document.delete",
    "queue.set", "talk.call",
}  # fmt: skip


def may(role: str, event: str) -> bool:
    """Of things that belong to someone else, so that `own` permits nothing. Every role here visits the edition."""
    by_scope = {"scope.follow": DESK_READ, "place.enter": PLACE_ENTER}  # asked of the scope
    asked = (by_scope[event],) if event in by_scope else REQUESTS[event].actions
    allowed = any(action.visitors or Role(role) in action.roles for action in asked)
    return allowed and not (role == "representative" and event in BOOTHS)  # not the own booth


@pytest.mark.parametrize("role", ["participant", "alumnus", "representative", "moderator", "organiser"])
@pytest.mark.parametrize("event", sorted(set(REQUESTS) - OWN))
@pytest.mark.usefixtures("a_reported_message")
async def test_who_may_not(shared: Running, everyone: Everyone, logged: list[Any], role: str, event: str) -> None:
    request = await real(shared, everyone, event)
    if may(role, event):
        return  # what happens then is test_delivery's
    before = await written(shared)
    reply = await everyone[role].try_(event, **request)
    assert problem(reply, logged) == "permission.denied"
    assert await written(shared) == before


@pytest.mark.parametrize("role", ["participant", "representative", "moderator", "organiser"])
async def test_a_scope_opens_to_nobody_who_knows_its_name(shared: Running, everyone: Everyone, role: str) -> None:
    visitor, other = everyone[role], everyone["alumnus"].person
    for scopes, codes in (
        ((f"person:{other}",), ("permission.denied",)),
        ((f"booth:{BOOTH}", f"edition:{EDITION}"), ("scope.is_place",)),
        (("control", "booth:0", "stage:*"), ("request.malformed", "scope.unknown")),
    ):
        for scope in scopes:
            reply = await visitor.try_("scope.follow", scope=scope)
            assert reply["error"]["code"] in codes, scope


# ---- what people write


WRITTEN = {
    "markup": ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    "right to left override": ("\u202eabc", "abc"),
    "nul": ("a\x00b", "ab"),
    "two lines": ("a\nb", "a\nb"),
}


@pytest.mark.parametrize(("text", "shown"), WRITTEN.values(), ids=WRITTEN)
async def test_tricks_in_chat_arrive_as_harmless_text(
    shared: Running, everyone: Everyone, text: str, shown: str
) -> None:
    amara = everyone["participant"]
    said = await amara.change("chat.say", place=BOOTH, text=text, language="en")
    booth = await amara.ask("place.enter", place=BOOTH)
    assert booth["state"]["messages"][str(said["message"])]["text"] == shown


REFUSED = {"nothing to see": ("\u200b \u202e", "text.empty"), "a wall": ("a" * 1001, "text.too_long")}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
async def test_words_that_are_refused(
    shared: Running, everyone: Everyone, logged: list[Any], text: str, code: str
) -> None:
    before = await written(shared)
    reply = await everyone["alumnus"].try_("chat.say", id=str(uuid4()), place=BOOTH, text=text, language="en")
    assert problem(reply, logged) == code
    assert await written(shared) == before


@pytest.mark.parametrize(("name", "code"), [("\u200d", "text.empty"), ("a" * 81, "text.too_long")])
async def test_names_that_are_refused(shared: Running, everyone: Everyone, name: str, code: str) -> None:
    request = {**REQUESTS["profile.edit"].example, "id": str(uuid4()), "name": name}
    assert (await everyone["alumnus"].try_("profile.edit", **request))["error"]["code"] == code


async def test_each_event_has_its_rate(shared: Running, everyone: Everyone, logged: list[Any]) -> None:
    """Eight messages in ten seconds; the ninth waits, and another person does not."""
    amara, chen = everyone["participant"], everyone["participant2"]
    for number in range(8):
        await amara.change("chat.say", place=BOOTH, text=f"{number}", language="en")
    reply = await amara.try_("chat.say", id=str(uuid4()), place=BOOTH, text="9", language="en")
    assert problem(reply, logged) == "rate.exceeded"
    assert 1 <= reply["error"]["details"]["seconds"] <= 10
    await chen.change("chat.say", place=BOOTH, text="mine", language="en")


@pytest.mark.parametrize("event", REQUESTS)
async def test_every_event_is_refused_beyond_its_rate(shared: Running, everyone: Everyone, event: str) -> None:
    """Whatever the outcome, asking counts."""
    most = int(REQUESTS[event].rate.partition("/")[0])
    request = await real(shared, everyone, event)
    visitor = everyone["alumnus"]
    codes = [(await visitor.try_(event, **request)).get("error", {}).get("code") for _ in range(most + 1)]
    assert "rate.exceeded" not in codes[:-1]
    assert codes[-1] == "rate.exceeded"
