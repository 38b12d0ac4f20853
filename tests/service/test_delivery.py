"""The invariant of delivery, for every action of the table, per scope, through two processes:

what a page knew + the changes it was told = what a fresh page is told.
"""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from fairserver.base.wire_types import ChangeRequest
from fairserver.ops.subjects import REQUESTS, SCOPES
from fairserver.realtime.scopes import ScopeKinds
from tests.conftest import postgres_database
from tests.pdfs import pdf, upload
from tests.running import Place, Visitor, page, post, spawned, sqlite_url

HALL, BOOTH, STAGE, EDITION = 1, 2, 121, 1
MOST_TOLD_MEANWHILE = 10
TIMETABLE = f"timetable:{EDITION}"
EVENING = "2024-02-17T21:00:00+09:00"
STAFF = ("moderator", "organiser")
ROLES = ("participant", "participant2", "alumnus", "representative", "operator", *STAFF)


class Scene:
    """Two processes on one database. Everyone acts in the first, and looks on from both, in three places."""

    def __init__(self) -> None:
        self.acting: dict[str, Visitor] = {}
        self.watching: list[Visitor] = []
        self.said = 0

    async def open(self, stack: AsyncExitStack, first: Place, second: Place) -> None:
        for role in ROLES:
            http = await stack.enter_async_context(second.browser(role))
            for place, where in ((first, HALL), (second, HALL), (second, BOOTH), (second, STAGE)):
                visitor = await stack.enter_async_context(page(place, http))
                await visitor.enter(where)
                await visitor.follow(f"person:{visitor.person}")
                await visitor.follow(TIMETABLE)
                await visitor.follow(f"queue:{BOOTH}")
                await visitor.follow(f"edition:{EDITION}/notices")
                if role in STAFF:
                    await visitor.follow(f"edition:{EDITION}/desk")
                if role == "organiser":
                    await visitor.follow(f"edition:{EDITION}/invitations")
                    await visitor.follow(f"edition:{EDITION}/registrations")
                    await visitor.follow(f"edition:{EDITION}/exhibitors")
                if role == "operator":
                    await visitor.follow(f"stage:{STAGE}/desk")
                if role == "representative":
                    await visitor.follow(f"booth:{BOOTH}/desk")
                self.watching.append(visitor)
                self.acting.setdefault(role, visitor)

    async def does(self, who: str, event: str, /, **request: Any) -> dict[str, Any]:
        return await self.acting[who].change(event, **request)

    async def does_as_shown(self, who: str, event: str, /, **other: Any) -> dict[str, Any]:
        """With the table's own example, but for `other`."""
        shown = {name: value for name, value in REQUESTS[event].example.items() if name != "id"}
        return await self.does(who, event, **shown | other)

    def card(self, collection: str, which: int | None = None, scope: str = TIMETABLE) -> dict[str, Any]:
        """One of a collection as everyone knows it, the newest if none is named; `thing` is its id."""
        cards = self.acting["organiser"].states[scope][collection]
        return dict(cards[str(which or max(map(int, cards)))])

    async def heard(self, scope: str = TIMETABLE) -> None:
        """The organiser's page knows what was just done."""
        organiser = self.acting["organiser"]
        snapshot = await fresh(organiser, scope)
        await organiser.wait(lambda: organiser.seqs[scope] >= snapshot["seq"])

    async def says(self, role: str, text: str = "はじめまして。") -> int:
        reply = await self.does(role, "chat.say", place=BOOTH, text=text, language="ja")
        return int(reply["message"])

    async def is_reported(self) -> int:
        """A fresh message of Chen's that Amara reports; the report's number."""
        message = await self.says("participant2", "買いませんか")
        await self.does("participant", "chat.report", message=message, reason="spam")
        desk = (await self.acting["moderator"].ask("scope.follow", scope=f"edition:{EDITION}/desk"))["state"]
        return max(int(report["id"]) for report in desk["reports"].values() if report["message"]["id"] == message)


async def say_answer_and_read(scene: Scene) -> None:
    """Chen answers Amara, who reads it; then Chen takes it back."""
    asked = await scene.says("participant")
    answers = [
        await scene.does("participant2", "chat.say", place=BOOTH, text="はい。", language="ja", reply_to=asked)
        for _ in range(2)
    ]
    await scene.does("participant2", "chat.delete", message=answers[1]["message"])
    await scene.does("participant", "chat.read", place=BOOTH, message=answers[0]["message"])


async def send_and_withdraw_notices(scene: Scene) -> None:
    """To everybody, to a role, and by a moderator to those in a place."""
    text = {"ja": "まもなく始まります。", "en": "We begin soon."}
    for who, place, role in (("organiser", None, None), ("organiser", None, "alumnus"), ("moderator", BOOTH, None)):
        sent = await scene.does(who, "notice.send", edition=EDITION, place=place, role=role, text=text, minutes=60)
        await scene.does(who, "notice.withdraw", notice=sent["notice"])


async def keep_a_booth_in_mind(scene: Scene) -> None:
    for favourite in (True, False):
        await scene.does("participant", "favourite.set", place=BOOTH, favourite=favourite)


async def delete_own_and_anothers(scene: Scene) -> None:
    await scene.does("participant", "chat.delete", message=await scene.says("participant"))
    await scene.does("moderator", "chat.delete", message=await scene.says("participant2"))


async def report(scene: Scene) -> None:
    await scene.is_reported()


async def resolve_each_way(scene: Scene) -> None:
    for outcome in ("none", "deleted", "muted"):
        await scene.does("moderator", "report.resolve", report=await scene.is_reported(), outcome=outcome)
        if outcome == "muted":
            chen = scene.acting["participant2"].person
            await scene.does("organiser", "chat.unmute", place=BOOTH, person=chen)


async def mute(scene: Scene) -> None:
    """Twice: the second moves the first."""
    for minutes in (30, 60):
        await scene.does("moderator", "chat.mute", place=BOOTH, person=scene.acting["alumnus"].person, minutes=minutes)


async def unmute(scene: Scene) -> None:
    await mute(scene)
    await scene.does("moderator", "chat.unmute", place=BOOTH, person=scene.acting["alumnus"].person)


async def come_and_go(scene: Scene) -> None:
    for state in ("break", "away", "available"):
        await scene.does("representative", "shift.set", place=BOOTH, state=state, until=None)


async def edit_the_profile(scene: Scene) -> None:
    await scene.does(
        "participant", "profile.edit", name="アマラ", furigana="あまら", language="ja", zone="Asia/Tokyo",
        visible_to_companies=True,
    )  # fmt: skip


async def revoke_a_login(scene: Scene) -> None:
    """One from another browser, which nobody watches."""
    place = scene.acting["alumnus"].place
    former = scene.watching[-1].place
    assert place.port != former.port
    async with former.browser("alumnus") as http, http.get("/api/start") as answer:
        login = (await answer.json())["login"]
    await scene.does("alumnus", "login.revoke", login=login)


async def invite_once_and_again(scene: Scene) -> None:
    for name in ("林 美玲", "林 美玲"):
        await scene.does(
            "organiser", "people.invite", edition=EDITION, email="lin@example.org", name=name, language="ja",
            role="participant",
        )  # fmt: skip


async def revoke_and_resend_an_invitation(scene: Scene) -> None:
    """Revoking once more is harmless."""
    await scene.does_as_shown("organiser", "people.invite", email="mei@example.org")
    await scene.heard(f"edition:{EDITION}/invitations")
    invitation = scene.card("invitations", scope=f"edition:{EDITION}/invitations")["id"]
    for event in ("invitation.revoke", "invitation.revoke", "invitation.resend"):
        await scene.does("organiser", event, invitation=invitation)


async def withdraw_a_grant(scene: Scene) -> None:
    """One that Amara was given besides her own, so that she stays where she is."""
    await scene.does(
        "organiser", "people.invite", edition=EDITION, email="amara.okafor@example.org", name="Amara", language="en",
        role="alumnus",
    )  # fmt: skip
    amara = scene.acting["participant"]
    own = (await amara.ask("scope.follow", scope=f"person:{amara.person}"))["state"]
    extra = next(grant["id"] for grant in own["grants"].values() if grant["role"] == "alumnus")
    await scene.does("organiser", "grant.withdraw", grant=extra)


async def run_the_stage(scene: Scene) -> None:
    for state in ("standby", "on_air", "ended", "off_air"):
        await scene.does("operator", "stage.set_state", place=STAGE, state=state)


async def make_a_key(scene: Scene) -> None:
    await scene.does("operator", "stage_key.make", place=STAGE, label="OBS", key=secrets.token_urlsafe(32))


async def revoke_a_key(scene: Scene) -> None:
    await make_a_key(scene)
    keys = (await scene.acting["operator"].ask("scope.follow", scope=f"stage:{STAGE}/desk"))["state"]["keys"]
    await scene.does("operator", "stage_key.revoke", key=max(map(int, keys)))


async def tell_my_background(scene: Scene) -> None:
    await scene.does_as_shown("participant", "background.edit", wishes="海の近く")


async def apply_accept_and_withdraw(scene: Scene) -> None:
    """By the operator, who stays where they are by another grant. Accepting what is accepted changes nothing."""
    await scene.does_as_shown("operator", "background.edit")
    for event in ("registration.apply", "registration.accept", "registration.withdraw"):
        await scene.does("operator", event, edition=EDITION)


async def pick_and_drop_a_session(scene: Scene) -> None:
    for picked in (True, False):
        await scene.does("participant", "programme.pick", session=scene.card("sessions")["id"], picked=picked)


async def make_and_revoke_a_feed(scene: Scene) -> None:
    async with scene.watching[-1].place.browser("participant") as http:
        status, _made = await post(http, "/api/feeds")
        assert status == 200
    amara = scene.acting["participant"]
    feeds = (await amara.ask("scope.follow", scope=f"person:{amara.person}"))["state"]["feeds"]
    await scene.does("participant", "feed.revoke", feed=max(map(int, feeds)))


async def keep_the_edition(scene: Scene) -> None:
    version = scene.card("edition", EDITION)["version"]
    await scene.does_as_shown("organiser", "edition.save", edition=EDITION, version=version)


async def add_a_venue(scene: Scene) -> None:
    await scene.does_as_shown("organiser", "venue.add")


async def keep_and_delete_an_opening(scene: Scene) -> None:
    await scene.does_as_shown("organiser", "opening.save")
    await scene.heard()
    opening = max(scene.card("edition", EDITION)["openings"], key=lambda each: int(each["id"]))
    await scene.does("organiser", "opening.delete", edition=EDITION, thing=opening["id"], version=opening["version"])


async def keep_and_delete_a_place(scene: Scene) -> None:
    await scene.does_as_shown("organiser", "place.save")
    await scene.heard()
    place = scene.card("stages")
    await scene.does("organiser", "place.delete", edition=EDITION, thing=place["id"], version=place["version"])


async def keep_a_stage_people_look_at(scene: Scene) -> None:
    version = scene.card("stages", STAGE)["version"]
    await scene.does_as_shown("organiser", "place.save", place=STAGE, version=version)


async def keep_cancel_and_delete_a_session(scene: Scene) -> None:
    await scene.does_as_shown("organiser", "session.save", place=STAGE, speakers=[])
    await scene.heard()
    for event in ("session.cancel", "session.delete"):
        session = scene.card("sessions")
        await scene.does("organiser", event, edition=EDITION, thing=session["id"], version=session["version"])
        await scene.heard()


async def keep_and_delete_an_exhibitor(scene: Scene) -> None:
    await scene.does_as_shown("organiser", "exhibitor.save")
    await scene.heard(f"edition:{EDITION}")
    booth = scene.card("places", scope=f"edition:{EDITION}")
    await scene.does("organiser", "exhibitor.delete", edition=EDITION, thing=booth["id"], version=booth["version"])


async def invite_a_colleague(scene: Scene) -> None:
    await scene.does_as_shown("organiser", "representative.invite")


async def edit_the_booth(scene: Scene) -> None:
    booth = scene.acting["representative"]
    card = (await booth.ask("place.enter", place=BOOTH))["state"]["booth"][str(BOOTH)]
    await booth.ask("place.enter", place=HALL)
    await scene.does_as_shown("representative", "booth.edit", version=card["version"])


async def keep_and_delete_listed(scene: Scene) -> None:
    """Jobs and documents of a booth."""
    visitor = next(each for each in scene.watching if f"booth:{BOOTH}" in each.states)
    for event, collection in (("job_post", "jobs"), ("document", "documents")):
        await scene.does_as_shown("representative", f"{event}.save")
        listed = (await fresh(visitor, f"booth:{BOOTH}"))["state"][collection]
        newest = listed[str(max(map(int, listed)))]
        await scene.does(
            "representative", f"{event}.delete", place=BOOTH, thing=newest["id"], version=newest["version"]
        )


async def talk_at_the_booth(scene: Scene) -> None:
    """Onodera asks Amara, who says no, then yes; both go in; it is made longer; a moderator comes in, takes Amara out,
    and with one left it is over.
    """
    amara, moderator = scene.acting["participant"], scene.acting["moderator"]
    second = scene.watching[-1].place
    for accept in (False, True):
        asked = await scene.does("representative", "talk.ask", place=BOOTH, person=amara.person, minutes=15)
        await scene.does("participant", "talk.answer", talk=asked["talk"], accept=accept)
    talk = asked["talk"]
    async with AsyncExitStack() as stack:
        inside = []
        for role in ("participant", "representative"):
            http = await stack.enter_async_context(second.browser(role))
            inside.append(await stack.enter_async_context(page(second, http)))
            await inside[-1].enter(talk)
        await scene.does_as_shown("participant", "talk.show_devices", talk=talk, screen=True)
        for role in ("participant", "representative"):
            await scene.does(role, "talk.extend", talk=talk, minutes=5, agree=True)
        await scene.does("moderator", "talk.take_seat", talk=talk)
        scope = f"talk:{talk}"
        snapshot = await inside[0].ask("place.enter", place=talk)
        for visitor in inside:
            await visitor.reaches(scope, snapshot["seq"])
            assert visitor.states[scope] == snapshot["state"]
        for person in (amara.person, moderator.person):
            await scene.does("moderator", "talk.remove", talk=talk, person=person, reason="other")


async def stand_in_line(scene: Scene) -> None:
    """Amara and Chen join the line, and Amara shows the company something; Onodera limits it, and calls Amara, who lets
    it pass, then accepts; he takes it back, and writes what came of it. Both leave.
    """
    roles = ("participant", "participant2")
    first, second = [(await scene.does(role, "queue.join", place=BOOTH))["ticket"] for role in roles]
    async with scene.watching[-1].place.browser("participant") as http:
        assert await upload(http, pdf()) == ""
    showing = {"place": BOOTH, "fields": ["japanese", "wishes", "cv"]}
    for event in ("consent.give", "consent.withdraw", "consent.give"):
        await scene.does("participant", event, **showing)
    await scene.does_as_shown("participant", "background.edit", wishes="山の近く")
    for shown in (False, True):
        await scene.does("representative", "queue.set", place=BOOTH, state="open", most_waiting=9, numbers_shown=shown)
    for accept in (False, True):
        called = await scene.does("representative", "talk.call", place=BOOTH, ticket=None, reason=None, minutes=15)
        await scene.does("participant", "talk.answer", talk=called["talk"], accept=accept)
    visit = {"talk": called["talk"], "outcome": "next_step", "next_step": "interview"}
    for note in ("a", "b"):
        await scene.does("representative", "visit.write", **visit, note=note)
    hara = scene.acting["operator"]
    colleague = {"email": "hara@venue.example", "name": "原 大輔", "language": "ja"}
    await scene.does("organiser", "representative.invite", place=BOOTH, **colleague)
    await scene.does("representative", "talk.bring_in", talk=called["talk"], person=hara.person)
    await scene.does("participant", "cv.delete")
    await scene.does("participant", "consent.withdraw", **showing)
    await scene.does("representative", "talk.end", talk=called["talk"])
    await scene.does("representative", "visit.thank", talk=called["talk"], text="ありがとう", tell=True)
    await scene.does("participant", "queue.leave", ticket=first)
    await scene.does("participant2", "queue.leave", ticket=second)


async def after_a_talk(scene: Scene) -> None:
    """Amara keeps a note, both offer their contacts, one of them after taking it back; she reports him, blocks him, and
    lifts the block.
    """
    amara, onodera = scene.acting["participant"], scene.acting["representative"]
    people = [amara.person, onodera.person]
    made = await scene.does_as_shown("moderator", "talk.open", place=BOOTH, people=people, starts_at=EVENING)
    talk = made["talk"]
    await scene.does("organiser", "talk.end", talk=talk)
    for text in ("a", "b"):
        await scene.does("participant", "talk.note", talk=talk, text=text, helped=True)
    contact = {"email": True, "other": ""}
    for offered in (contact, None, contact):
        await scene.does("participant", "talk.offer_contact", talk=talk, person=onodera.person, contact=offered)
    await scene.does("representative", "talk.offer_contact", talk=talk, person=amara.person, contact=contact)
    await scene.does("participant", "talk.report", talk=talk, person=onodera.person, reason="rude", text="", quote=True)
    await scene.does("participant", "talk.block", talk=talk, person=onodera.person)
    await scene.does("participant", "block.lift", person=onodera.person)


async def open_and_move_a_talk(scene: Scene) -> None:
    """For the evening, so that it is in nobody's way."""
    people = [scene.acting[role].person for role in ("participant", "participant2")]
    made = await scene.does_as_shown("moderator", "talk.open", place=HALL, people=people, starts_at=EVENING)
    await scene.does_as_shown("organiser", "talk.move", talk=made["talk"], starts_at=EVENING, minutes=20)
    await scene.does("participant", "talk.ask_for_help", talk=made["talk"], wanted=True)
    await scene.does("moderator", "talk.mute", talk=made["talk"], person=people[0], muted=True, reason="other")
    await scene.does("organiser", "talk.end", talk=made["talk"])


async def erase_oneself(scene: Scene) -> None:
    daniel = scene.acting["alumnus"]
    scene.watching = [each for each in scene.watching if each.person != daniel.person]
    await scene.does("alumnus", "my.erase", name="Daniel Mbeki")


# Every row of the action table that writes. One without a case here fails.
CASES: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "chat.say": say_answer_and_read,
    "chat.read": say_answer_and_read,
    "favourite.set": keep_a_booth_in_mind,
    "notice.send": send_and_withdraw_notices,
    "notice.withdraw": send_and_withdraw_notices,
    "talk.ask": talk_at_the_booth,
    "talk.answer": talk_at_the_booth,
    "talk.call": stand_in_line,
    "talk.bring_in": stand_in_line,
    "queue.join": stand_in_line,
    "queue.leave": stand_in_line,
    "consent.give": stand_in_line,
    "cv.delete": stand_in_line,
    "consent.withdraw": stand_in_line,
    "queue.set": stand_in_line,
    "visit.write": stand_in_line,
    "visit.thank": stand_in_line,
    "talk.show_devices": talk_at_the_booth,
    "talk.extend": talk_at_the_booth,
    "talk.take_seat": talk_at_the_booth,
    "talk.remove": talk_at_the_booth,
    "talk.mute": open_and_move_a_talk,
    "talk.ask_for_help": open_and_move_a_talk,
    "talk.note": after_a_talk,
    "talk.offer_contact": after_a_talk,
    "talk.report": after_a_talk,
    "talk.block": after_a_talk,
    "block.lift": after_a_talk,
    "talk.open": open_and_move_a_talk,
    "talk.move": open_and_move_a_talk,
    "talk.end": open_and_move_a_talk,
    "chat.delete": delete_own_and_anothers,
    "chat.report": report,
    "chat.mute": mute,
    "chat.unmute": unmute,
    "report.resolve": resolve_each_way,
    "shift.set": come_and_go,
    "stage.set_state": run_the_stage,
    "stage_key.make": make_a_key,
    "stage_key.revoke": revoke_a_key,
    "background.edit": tell_my_background,
    "registration.apply": apply_accept_and_withdraw,
    "registration.accept": apply_accept_and_withdraw,
    "registration.withdraw": apply_accept_and_withdraw,
    "programme.pick": pick_and_drop_a_session,
    "feed.revoke": make_and_revoke_a_feed,
    "edition.save": keep_the_edition,
    "venue.add": add_a_venue,
    "opening.save": keep_and_delete_an_opening,
    "opening.delete": keep_and_delete_an_opening,
    "place.save": keep_a_stage_people_look_at,
    "place.delete": keep_and_delete_a_place,
    "session.save": keep_cancel_and_delete_a_session,
    "session.cancel": keep_cancel_and_delete_a_session,
    "session.delete": keep_cancel_and_delete_a_session,
    "exhibitor.save": keep_and_delete_an_exhibitor,
    "exhibitor.delete": keep_and_delete_an_exhibitor,
    "representative.invite": invite_a_colleague,
    "booth.edit": edit_the_booth,
    "job_post.save": keep_and_delete_listed,
    "job_post.delete": keep_and_delete_listed,
    "document.save": keep_and_delete_listed,
    "document.delete": keep_and_delete_listed,
    "my.erase": erase_oneself,
    "profile.edit": edit_the_profile,
    "login.revoke": revoke_a_login,
    "people.invite": invite_once_and_again,
    "invitation.resend": revoke_and_resend_an_invitation,
    "invitation.revoke": revoke_and_resend_an_invitation,
    "grant.withdraw": withdraw_a_grant,
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
async def scene(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    if request.param == "sqlite":
        url = sqlite_url(tmp_path_factory.mktemp("fair"))
    else:
        url = postgres_database(request.getfixturevalue("postgres"))
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(spawned(url))
        second = await stack.enter_async_context(spawned(url))
        found = Scene()
        await found.open(stack, first, second)
        yield found


async def fresh(visitor: Visitor, scope: str) -> dict[str, Any]:
    """What a page that comes now is told of a scope this one follows."""
    places = {f"edition:{EDITION}": HALL, f"booth:{BOOTH}": BOOTH, f"stage:{STAGE}": STAGE}
    if scope in places:
        return await visitor.ask("place.enter", place=places[scope])
    return await visitor.ask("scope.follow", scope=scope)


async def agree(scene: Scene, scope: str) -> None:
    """One asks anew; everybody else who follows the scope, in both processes, must know the same already. That a page
    was closed at the end may be told meanwhile: then one asks again.
    """
    followers = [visitor for visitor in scene.watching if scope in visitor.states]
    for _ in range(MOST_TOLD_MEANWHILE):
        snapshot = await fresh(followers[0], scope)
        for visitor in followers:
            await visitor.reaches(scope, snapshot["seq"])
        if all(visitor.seqs[scope] == snapshot["seq"] for visitor in followers):
            break
    for visitor in followers:
        assert visitor.seqs[scope] == snapshot["seq"]
        assert visitor.states[scope] == snapshot["state"], scope


@pytest.mark.parametrize("event", [name for name, row in REQUESTS.items() if issubclass(row.request, ChangeRequest)])
async def test_old_state_and_changes_are_the_fresh_state(scene: Scene, event: str) -> None:
    before = [dict(visitor.seqs) for visitor in scene.watching]
    await CASES[event](scene)
    for scope in sorted({scope for visitor in scene.watching for scope in visitor.states}):
        await agree(scene, scope)
    assert before != [visitor.seqs for visitor in scene.watching], "nobody was told anything"


def test_every_case_is_still_an_action() -> None:
    assert set(CASES) <= set(REQUESTS)


def test_a_scope_is_told_only_of_what_it_declares(scene: Scene) -> None:
    """The list that schemas/ carries."""
    for visitor in scene.watching:
        for event, data in visitor.told:
            if event == "change":
                kind, _number = ScopeKinds(SCOPES).find(data["scope"])
                assert data["type"] in kind.changes
