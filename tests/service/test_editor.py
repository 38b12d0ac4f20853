"""Two organisers edit one timetable; whoever looks sees it at once: old state + changes = fresh state."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from fairserver.delivery.journal import State
from fairserver.presence.tables import Attendance
from fairserver.programmes.queries import booth_openings
from fairserver.programmes.tables import Place, Session
from fairserver.queues.rules import opening_at
from tests.lines import represents
from tests.running import Running, Visitor, running

HALL, BOOTH, EDITION = 1, 2, 1
BOTH = {"ja": "新しい説明会", "en": "A new presentation"}


def new_session(stage: int, opening: int, **more: Any) -> dict[str, Any]:
    return {
        "edition": EDITION, "session": None, "version": None, "place": stage, "opening": opening,
        "kind": "presentation", "title": BOTH, "about": BOTH, "industry": None, "languages": ["ja"],
        "japanese": None, "booth": None, "speakers": [], "moderators": [], "date": "2024-02-25",
        "starts": "16:15", "ends": "16:45", **more,
    }  # fmt: skip


def stage(visitor: Visitor, name: str) -> int:
    stages = visitor.states[f"timetable:{EDITION}"]["stages"].values()
    return next(int(each["id"]) for each in stages if each["name"]["en"] == name)


def opening(visitor: Visitor, venue: str, day: str = "2024-02-25") -> int:
    card = visitor.states[f"timetable:{EDITION}"]["edition"][str(EDITION)]
    return next(int(each["id"]) for each in card["openings"]
                if each["venue"]["en"] == venue and each["opens_at"].startswith(day))  # fmt: skip


async def same_as_fresh(place: Running, visitor: Visitor, *scopes: str) -> None:
    """The invariant, for the scopes this page follows."""
    async with place.app.journal.reading() as unit:
        for scope in scopes:
            kind, number = place.app.scopes.find(scope)
            fresh = (await kind.snapshots(unit.session, [number]))[number]
            known = visitor.states[scope]
            await visitor.wait(partial(_is_known, visitor, scope, fresh))
            assert known.keys() == fresh.keys()


def _is_known(visitor: Visitor, scope: str, fresh: State) -> bool:
    return visitor.states[scope] == fresh


async def refusal(visitor: Visitor, event: str, **request: Any) -> dict[str, Any]:
    return dict((await visitor.try_(event, id=str(uuid4()), **request))["error"])


def told(refused: dict[str, Any]) -> tuple[str, int]:
    """The first conflict: of what kind, and with which session."""
    first = refused["details"]["conflicts"][0]
    return first["kind"], first["session"]


async def test_the_second_editor_sees_the_first_ones_change(database_url: str) -> None:
    async with running(database_url) as place, place.visitor("organiser") as one, place.visitor("organiser") as two:
        scope = f"timetable:{EDITION}"
        for visitor in (one, two):
            await visitor.follow(scope)
        made = await one.change("session.save", **new_session(stage(one, "Stage Tokyo A"), opening(one, "Tokyo")))
        await two.wait(lambda: str(made["id"]) in two.states[scope]["sessions"])
        seen = {"session": made["id"], "version": made["version"]}
        where = (stage(one, "Stage Tokyo A"), opening(one, "Tokyo"))
        moved = await one.change("session.save", **new_session(*where, **seen, starts="16:20", ends="16:50"))
        late = await refusal(two, "session.save", **new_session(*where, **seen, title={"ja": "別", "en": "Other"}))
        assert (late["code"], late["details"]["version"]) == ("changed.meanwhile", moved["version"])
        await two.wait(lambda: two.states[scope]["sessions"][str(made["id"])]["version"] == moved["version"])
        decided = {"session": made["id"], "version": moved["version"], "title": {"ja": "別", "en": "Other"}}
        await two.change("session.save", **new_session(*where, **decided, starts="16:20", ends="16:50"))
        await same_as_fresh(place, one, scope)


async def test_one_room_and_one_speaker_at_a_time(fair: Running) -> None:
    async with fair.visitor("organiser") as sato:
        await sato.follow(f"timetable:{EDITION}")
        a, b, tokyo = stage(sato, "Stage Tokyo A"), stage(sato, "Stage Tokyo B"), opening(sato, "Tokyo")
        onodera = (await sato.ask("people.find", edition=EDITION, text="小野寺"))["people"][0]["id"]
        first = await sato.change("session.save", **new_session(a, tokyo, speakers=[onodera]))
        room = await refusal(sato, "session.save", **new_session(a, tokyo, starts="16:30", ends="17:00"))
        assert (room["code"], *told(room)) == ("session.conflicts", "place", first["id"])
        speaker = await refusal(sato, "session.save", **new_session(b, tokyo, speakers=[onodera], starts="16:30",
                                                                    ends="17:00"))  # fmt: skip
        assert (speaker["code"], *told(speaker)) == ("session.conflicts", "speaker", first["id"])
        await sato.change("session.save", **new_session(a, tokyo, starts="16:30", ends="17:00", anyway=True))
        await same_as_fresh(fair, sato, f"timetable:{EDITION}")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"date": "2024-02-17", "starts": "11:00", "ends": "11:30"}, "session.past"),
        ({"starts": "17:00", "ends": "16:30"}, "time.order"),
        ({"starts": "16:45", "ends": "17:15"}, "session.outside_opening"),
        ({"place": BOOTH}, "place.unknown"),
        ({"opening": 2**50}, "opening.unknown"),
        ({"booth": 2**50}, "exhibitor.unknown"),
        ({"speakers": [2**50]}, "person.unknown"),
    ],
)
async def test_a_session_that_cannot_be(fair: Running, change: dict[str, Any], code: str) -> None:
    async with fair.visitor("organiser") as sato:
        await sato.follow(f"timetable:{EDITION}")
        venue = ("Osaka", "2024-02-17") if "date" in change else ("Tokyo", "2024-02-25")
        where = stage(sato, f"Stage {venue[0]} A"), opening(sato, *venue)
        before = await _count(fair)
        refused = await refusal(sato, "session.save", **{**new_session(*where), **change})
        assert refused["code"] == code
        assert await _count(fair) == before


async def _count(fair: Running) -> int | None:
    async with fair.app.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Session))


async def test_what_has_attendance_is_not_deleted(fair: Running) -> None:
    async with fair.visitor("organiser") as sato, fair.visitor("participant") as amara:
        await amara.enter(BOOTH)
        hall = await sato.enter(HALL)
        version = hall["state"]["places"][str(BOOTH)]["version"]
        assert (await refusal(sato, "exhibitor.delete", edition=EDITION, thing=BOOTH, version=version))["code"] in (
            "in_use.sessions", "in_use.attendance",
        )  # fmt: skip
        async with fair.app.database.reading() as session:
            assert await session.scalar(select(func.count()).select_from(Attendance)) or 0 > 0


async def test_a_booth_goes_with_its_shifts_but_not_with_its_line(fair: Running) -> None:
    async with (
        fair.visitor("organiser") as sato,
        fair.visitor("operator") as hara,
        fair.visitor("participant") as amara,
    ):
        places = (await sato.enter(HALL))["state"]["places"]
        presented = select(Session.id).where(Session.exhibitor_id == Place.exhibitor_id).exists()
        async with fair.app.database.reading() as session:
            unused = list(await session.scalars(select(Place.id).where(Place.kind == "booth", ~presented)))
            now = fair.app.clocks.fair_now()
            first, second = [
                each for each in unused if opening_at(await booth_openings(session, each), now) is not None
            ][:2]  # fmt: skip
        for booth in (first, second):
            await represents(fair, hara, booth)
            await hara.change("shift.set", place=booth, state="away", until=None)
        await amara.change("queue.join", place=second)
        version = {booth: places[str(booth)]["version"] for booth in (first, second)}
        gone = {"edition": EDITION, "thing": first, "version": version[first]}
        assert "ok" in await sato.try_("exhibitor.delete", id=str(uuid4()), **gone)
        kept = {"edition": EDITION, "thing": second, "version": version[second]}
        assert (await refusal(sato, "exhibitor.delete", **kept))["code"] == "in_use.attendance"


async def test_a_company_writes_its_booth_and_the_hall_sees_it(database_url: str) -> None:
    async with (
        running(database_url) as place,
        place.visitor("representative") as onodera,
        place.visitor("participant") as amara,
        place.visitor("organiser") as sato,
    ):
        booth = (await onodera.enter(BOOTH))["state"]["booth"][str(BOOTH)]
        await amara.enter(HALL)
        await sato.follow(f"timetable:{EDITION}")
        words = {name: booth[name] for name in ("about", "location", "employees", "languages", "visa_help",
                                                "employment")}  # fmt: skip
        line = {"ja": "歩いて旅する", "en": "Journeys on foot"}
        saved = await onodera.change("booth.edit", place=BOOTH, version=booth["version"], line=line, japanese="N3",
                                     **words)  # fmt: skip
        await amara.wait(lambda: amara.states["edition:1"]["places"][str(BOOTH)]["line"] == line)
        stale = await refusal(onodera, "booth.edit", place=BOOTH, version=booth["version"], line=line, japanese="N1",
                              **words)  # fmt: skip
        assert (stale["code"], stale["details"]["version"]) == ("changed.meanwhile", saved["version"])
        job = {"title": BOTH, "needs": BOTH, "location": BOTH, "starts": BOTH, "japanese": None,
               "employment": "job", "visa_help": True, "as_of": "2024-02-15"}  # fmt: skip
        made = await onodera.change("job_post.save", place=BOOTH, job=None, version=None, **job)
        await onodera.change("job_post.delete", place=BOOTH, thing=made["id"], version=made["version"])
        await onodera.change("document.save", place=BOOTH, document=None, version=None, title=BOTH,
                             address="https://hiyori.example/guide.pdf", languages=["ja"])  # fmt: skip
        await same_as_fresh(place, onodera, f"booth:{BOOTH}")
        await same_as_fresh(place, amara, f"edition:{EDITION}")
        await same_as_fresh(place, sato, f"timetable:{EDITION}")
        other = await refusal(onodera, "booth.edit", place=3, version=1, line=line, japanese="N1", **words)
        assert other["code"] == "permission.denied"


async def test_an_organiser_makes_a_fair(database_url: str) -> None:
    async with running(database_url) as place, place.visitor("organiser") as sato:
        made = await sato.change(
            "edition.save", edition=None, version=None, programme="career-fair", fiscal_year=2024,
            capacity=700, requirements=[],
            name={"ja": "キャリアフェア 2024", "en": "Career fair 2024"}, about=BOTH, zone="Asia/Tokyo",
        )  # fmt: skip
        edition, scope = made["id"], f"timetable:{made['id']}"
        state = (await sato.follow(scope))["state"]
        osaka = next(int(each["id"]) for each in state["venues"].values() if each["name"]["en"] == "Osaka")
        day = await sato.change("opening.save", edition=edition, opening=None, version=None, venue=osaka,
                                date="2025-02-15", opens="10:00", closes="17:00")  # fmt: skip
        room = await sato.change("place.save", edition=edition, place=None, version=None, kind="stage", venue=osaka,
                                 name={"ja": "ステージ", "en": "Stage"})  # fmt: skip
        booth = await sato.change(
            "exhibitor.save", edition=edition, booth=None, version=None, number="9000000000001",
            name={"ja": "ひより旅行社", "en": "Hiyori Travel"}, industry=BOTH, cloth="matsu", mon="kaze",
            openings=[day["id"]], line=BOTH, about=BOTH, location=BOTH, employees=90, languages=["ja"], japanese=None,
            visa_help=True, employment="both",
        )  # fmt: skip
        talk = await sato.change("session.save", **{
            **new_session(room["id"], day["id"], booth=booth["id"]), "edition": edition, "date": "2025-02-15",
        })  # fmt: skip
        await sato.change("representative.invite", place=booth["id"], email="aoki@hiyori.example", name="青木 泉",
                          language="ja")  # fmt: skip
        await sato.change("place.save", edition=edition, place=room["id"], version=room["version"], kind="stage",
                          venue=osaka, name={"ja": "ステージA", "en": "Stage A"})  # fmt: skip
        twice = await refusal(sato, "opening.save", edition=edition, opening=None, version=None, venue=osaka,
                              date="2025-02-15", opens="09:00", closes="18:00")  # fmt: skip
        used = await refusal(sato, "opening.delete", edition=edition, thing=day["id"], version=1)
        inside = await refusal(sato, "opening.save", edition=edition, opening=day["id"], version=1, venue=osaka,
                               date="2025-02-15", opens="10:00", closes="16:30")  # fmt: skip
        assert [each["code"] for each in (twice, used, inside)] == [
            "opening.twice",
            "in_use.sessions",
            "opening.too_short",
        ]
        card = sato.states[scope]["sessions"][str(talk["id"])]
        await sato.wait(lambda: sato.states[scope]["sessions"][str(talk["id"])]["place_name"]["en"] == "Stage A")
        assert card["company"]["booth"] == booth["id"]
        await same_as_fresh(place, sato, scope)
        hall = await place_of_hall(place, edition)
        entered = (await sato.enter(hall))["state"]["places"][str(booth["id"])]
        assert not entered["first_time"], "Hiyori Travel was there the year before"


async def place_of_hall(place: Running, edition: int) -> int:
    from fairserver.programmes.queries import season_facts

    async with place.app.database.reading() as session:
        return int((await season_facts(session, edition))["hall"])


async def test_a_speakers_new_name_stands_in_the_timetable(fair: Running) -> None:
    async with fair.visitor("representative") as onodera, fair.visitor("organiser") as sato:
        await sato.follow(f"timetable:{EDITION}")
        await sato.enter(BOOTH)
        await onodera.change("profile.edit", name="小野寺 健一", furigana="", language="ja", zone="Asia/Tokyo",
                             visible_to_companies=False)  # fmt: skip
        await same_as_fresh(fair, sato, f"timetable:{EDITION}", f"booth:{BOOTH}")


async def test_what_organisers_edit_is_listed_for_them_only(database_url: str) -> None:
    """Each exhibitor with its number and its people; the register and the editions of all years."""
    scope = f"edition:{EDITION}/exhibitors"
    async with running(database_url) as place, place.visitor("organiser") as sato, place.visitor() as amara:
        card = (await sato.follow(scope))["state"]["exhibitors"][str(BOOTH)]
        assert card["number"] == "9000000000001"
        assert [each["name"] for each in card["representatives"]] == ["小野寺 健"]
        await sato.change("representative.invite", place=BOOTH, email="aoki@hiyori.example", name="青木 泉",
                          language="ja")  # fmt: skip
        await sato.wait(lambda: len(sato.states[scope]["exhibitors"][str(BOOTH)]["representatives"]) == 2)
        await same_as_fresh(place, sato, scope)
        assert (await amara.try_("scope.follow", scope=scope))["error"]["code"] == "permission.denied"
        for text in ("9000000000001", "ひより", "hiyori tr"):
            found = (await sato.ask("companies.find", edition=EDITION, text=text))["companies"]
            assert [each["name"]["en"] for each in found] == ["Hiyori Travel"]
        listed = await sato.ask("editions.list", edition=None)
        assert len(listed["programmes"]) == 5
        years = [each["fiscal_year"] for each in listed["editions"]]
        assert years == sorted(years, reverse=True)
        assert {2022, 2023} == set(years)


async def test_a_programme_that_is_new(fair: Running) -> None:
    async with fair.visitor("organiser") as sato:
        asked: dict[str, Any] = {
            "edition": None, "version": None, "programme": None, "programme_name": BOTH, "fiscal_year": 2024,
            "name": BOTH, "about": BOTH, "zone": "Asia/Tokyo", "capacity": None, "requirements": [],
        }  # fmt: skip
        await sato.change("edition.save", **asked)
        assert BOTH in [each["name"] for each in (await sato.ask("editions.list", edition=EDITION))["programmes"]]
        said = {"key": "on-jet", "text": BOTH, "needs": {"kind": "status", "among": ["leaver"]}, "of": []}
        twice = await refusal(sato, "edition.save", **asked | {"requirements": [said, said]})
        silent = await refusal(sato, "edition.save", **asked | {"requirements": [{**said, "text": {**BOTH, "en": ""}}]})
        assert [twice["code"], silent["code"]] == ["request.malformed", "text.empty"]


async def test_a_cancelled_session_returns_only_to_a_free_room(fair: Running) -> None:
    async with fair.visitor("organiser") as sato:
        await sato.follow(f"timetable:{EDITION}")
        where = stage(sato, "Stage Tokyo A"), opening(sato, "Tokyo")
        made = await sato.change("session.save", **new_session(*where))
        seen = {"edition": EDITION, "thing": made["id"]}
        off = await sato.change("session.cancel", **seen, version=made["version"])
        other = await sato.change("session.save", **new_session(*where))
        refused = await refusal(sato, "session.cancel", **seen, version=off["version"])
        assert (refused["code"], *told(refused)) == ("session.conflicts", "place", other["id"])
        await sato.change("session.cancel", **seen, version=off["version"], anyway=True)


async def test_an_editor_does_not_change_who_is_there(fair: Running) -> None:
    """It may have been moved while the form was open."""
    async with fair.visitor("organiser") as sato, fair.visitor("representative") as onodera:
        card = (await sato.follow(f"edition:{EDITION}/exhibitors"))["state"]["exhibitors"][str(BOOTH)]
        await onodera.change("shift.set", place=BOOTH, state="break", until=None)
        asked = {name: card[name] for name in card if name not in ("id", "first_time", "representatives")}
        await sato.change("exhibitor.save", edition=EDITION, booth=BOOTH, **asked | {"employees": 99})
        hall = await sato.enter(HALL)
        assert hall["state"]["places"][str(BOOTH)]["state"] == "break"
