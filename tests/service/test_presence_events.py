"""What pages are told of presence: people, within a second, in few messages; by name only those who agreed."""

from uuid import uuid4

from sqlalchemy import select

from fairserver.access.audit import AuditEntry
from fairserver.people import grants
from fairserver.people.grants import NewGrant
from fairserver.season import write_roles
from tests.running import Running, Visitor

HALL, BOOTH = 1, 2


async def agree(visitor: Visitor, agreed: bool) -> None:
    me = visitor.start["person"]
    kept = {name: me[name] for name in ("name", "furigana", "language", "zone")}
    await visitor.change("profile.edit", **kept, visible_to_companies=agreed)


async def test_the_count_reaches_booth_and_hall_within_a_second(fair: Running) -> None:
    async with fair.visitor("alumnus") as inside, fair.visitor("moderator") as hall, fair.visitor() as amara:
        assert (await hall.enter(HALL))["counts"] == {}
        await inside.enter(BOOTH)
        await amara.enter(BOOTH)
        await inside.wait(lambda: inside.last("here")["count"] == 2, within=1)
        await hall.next_("counts", lambda told: told["counts"].get("booth:2") == 2, within=1)
        await amara.ask("place.leave", place=BOOTH)
        await inside.wait(lambda: inside.last("here")["count"] == 1, within=1)
        await hall.wait(lambda: hall.last("counts")["counts"].get("booth:2") == 1, within=1)


async def test_staff_and_representatives_are_there_and_not_counted(fair: Running) -> None:
    async with fair.visitor("representative") as onodera, fair.visitor("organiser") as sato:
        await onodera.enter(BOOTH)
        here = (await sato.enter(BOOTH))["here"]
        assert (here["count"], here["people"]) == (0, [])
        assert [person["id"] for person in here["reps"]] == [onodera.person]


async def test_by_name_only_who_agreed_and_at_once_no_more(fair: Running) -> None:
    """Chen shows her name at booths; Amara never did."""
    async with fair.visitor("participant") as amara, fair.visitor("participant2") as chen:
        await amara.enter(BOOTH)
        here = (await chen.enter(BOOTH))["here"]
        assert (here["count"], [person["id"] for person in here["people"]]) == (2, [chen.person])
        await agree(chen, agreed=False)
        await amara.wait(lambda: amara.last("here")["people"] == [], within=1)
        await agree(amara, agreed=True)
        await chen.wait(lambda: [each["id"] for each in chen.last("here")["people"]] == [amara.person], within=1)


async def test_a_new_name_is_shown_at_once(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("participant2") as chen:
        await amara.enter(BOOTH)
        await chen.enter(BOOTH)
        await chen.ask(
            "profile.edit", id=str(uuid4()), name="Yiting", furigana="", language="en", zone="Asia/Taipei",
            visible_to_companies=True,
        )  # fmt: skip
        await amara.wait(lambda: [each["name"] for each in amara.last("here")["people"]] == ["Yiting"], within=1)


async def test_consent_is_on_record(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await agree(amara, agreed=True)
        await agree(amara, agreed=True)
        await agree(amara, agreed=False)
        async with fair.app.database.reading() as session:
            entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
        assert [entry.details for entry in entries if entry.action == "profile.visible"] == [
            {"agreed": 1},
            {"agreed": 0},
        ]


async def test_the_reply_to_entering_can_be_compared_with_events(fair: Running) -> None:
    """An event may overtake the reply, so a page must be able to tell which of both is newer."""
    async with fair.visitor("participant") as amara, fair.visitor("alumnus") as chen, fair.visitor("moderator") as mori:
        await amara.enter(BOOTH)
        await chen.enter(BOOTH)
        told = await amara.next_("here", lambda here: here["count"] == 2)
        assert (await mori.enter(BOOTH))["here"]["version"] >= told["version"]


async def test_a_hall_is_told_where_a_company_is_at_its_booth(fair: Running) -> None:
    """By the company's own people only, and no more when the last of them leaves."""
    other_booth = 3
    async with (
        fair.visitor("moderator") as hall,
        fair.visitor("representative") as onodera,
        fair.visitor("representative") as second_browser,
        fair.visitor("organiser") as sato,
    ):
        await hall.enter(HALL)
        await sato.enter(BOOTH)
        await onodera.enter(other_booth)
        await onodera.enter(BOOTH)
        await second_browser.enter(BOOTH)
        await hall.next_("counts", lambda told: told["counts"].get("booth:2/working") == 1, within=1)
        assert (await sato.enter(HALL))["counts"] == {"booth:2/working": 1}
        await onodera.ask("place.leave", place=BOOTH)
        await second_browser.ask("place.leave", place=BOOTH)
        await hall.wait(lambda: hall.last("counts")["counts"].get("booth:2/working") == 0, within=1)
        assert not [told for name, told in hall.told if name == "counts" and "booth:3/working" in told["counts"]]


async def test_who_no_longer_represents_the_company_is_not_at_its_booth(fair: Running) -> None:
    async with fair.visitor("moderator") as hall, fair.visitor("representative") as onodera:
        await hall.enter(HALL)
        await onodera.enter(BOOTH)
        await hall.next_("counts", lambda told: told["counts"].get("booth:2/working") == 1, within=1)
        async with fair.app.journal.writing() as unit:
            rows = await grants.held(unit.session, person_id=onodera.person, role="representative")
            await write_roles.give(unit, [NewGrant(onodera.person, "participant", "edition", 1, 1)])
            await write_roles.withdraw(unit, rows)
        await hall.wait(lambda: hall.last("counts")["counts"].get("booth:2/working") == 0, within=1)
