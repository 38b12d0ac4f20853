"""Two people meet in a booth."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from fairserver.people.tables import GrantRow
from tests.lines import represents
from tests.running import Running, Visitor, page

BOOTH = 2


async def test_what_one_says_the_other_hears_once(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("representative") as onodera:
        await amara.enter(BOOTH)
        await onodera.enter(BOOTH)
        said = await amara.change("chat.say", place=BOOTH, text="はじめまして。", language="ja")
        await onodera.wait(lambda: onodera.states["booth:2"]["messages"])
        message = onodera.states["booth:2"]["messages"][str(said["message"])]
        assert (message["text"], message["person"]["role"]) == ("はじめまして。", "audience")


async def test_three_tabs_are_one_person(fair: Running) -> None:
    async with fair.browser("participant") as http, fair.visitor("participant2") as other:
        async with page(fair, http) as first, page(fair, http) as second, page(fair, http) as third:
            for tab in (first, second, third):
                await tab.enter(BOOTH)
            entered = await other.enter(BOOTH)
            assert entered["here"]["count"] == 2
            await third.client.disconnect()
            await second.client.disconnect()
        await other.wait(lambda: (other.last("here") or {}).get("count") == 1)


async def test_a_moderator_walks_about_unannounced(fair: Running) -> None:
    async with fair.visitor("moderator") as mori, fair.visitor("representative") as onodera:
        await mori.enter(BOOTH)
        here = (await onodera.enter(BOOTH))["here"]
        assert [person["id"] for person in here["reps"]] == [onodera.person]
        assert here["count"] == 0


async def test_a_representative_is_named_only_while_agreed(fair: Running) -> None:
    """On the booth's page and among those who are here: Onodera agreed, and takes it back."""
    async with fair.visitor("participant") as amara, fair.visitor("representative") as onodera:
        await onodera.enter(BOOTH)
        entered = await amara.enter(BOOTH)
        booth = entered["state"]["booth"][str(BOOTH)]
        assert [(each["id"], each["languages"]) for each in booth["representatives"]] == [
            (onodera.person, ["ja", "en"])
        ]
        assert [each["id"] for each in entered["here"]["reps"]] == [onodera.person]
        await onodera.change("profile.edit", name="小野寺 健", furigana="", language="ja", zone="Asia/Tokyo",
                             visible_to_companies=False)  # fmt: skip
        await amara.wait(lambda: not amara.states["booth:2"]["booth"][str(BOOTH)]["representatives"], within=1)
        await amara.wait(lambda: (amara.last("here") or {}).get("reps") == [], within=1)
        assert amara.last("here")["working"] == 1, "somebody is there, unnamed"


async def test_a_booth_lists_so_many_jobs_and_no_more(fair: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody who comes in is sent all of them. Those that are there can still be changed."""
    async with fair.visitor("representative") as onodera:
        jobs = (await onodera.enter(BOOTH))["state"]["jobs"]
        monkeypatch.setattr("fairserver.booths.editing.MOST_LISTED", len(jobs))
        number, job = next(iter(jobs.items()))
        kept = {name: job[name] for name in job if name not in ("id", "version")}
        new = await onodera.try_("job_post.save", id=str(uuid4()), place=BOOTH, job=None, version=None, **kept)
        assert (new["error"]["code"], new["error"]["details"]) == ("list.full", {"most": len(jobs)})
        await onodera.change("job_post.save", place=BOOTH, job=int(number), version=job["version"], **kept)


async def test_a_booth_is_open_while_one_of_its_people_is_available(fair: Running) -> None:
    async with (
        fair.visitor("representative") as onodera,
        fair.visitor("operator") as hara,
        fair.visitor("participant") as amara,
        fair.visitor("organiser") as sato,
    ):
        await represents(fair, hara, BOOTH)
        await onodera.follow(f"booth:{BOOTH}/desk")
        await amara.enter(BOOTH)
        about = {"place": BOOTH, "until": None}

        async def says(who: Visitor, state: str, booth: str) -> None:
            await who.change("shift.set", **about, state=state)
            await amara.wait(lambda: amara.states[f"booth:{BOOTH}"]["booth"][str(BOOTH)]["state"] == booth)

        await says(onodera, "away", "closed")
        await says(hara, "break", "break")
        await says(onodera, "available", "open")
        await says(hara, "away", "open")
        await says(onodera, "break", "break")
        await onodera.wait(lambda: len(onodera.states[f"booth:{BOOTH}/desk"]["shifts"]) == 2)
        await says(hara, "available", "open")
        own = select(GrantRow.id).where(GrantRow.person_id == hara.person, GrantRow.scope == "company")
        async with fair.app.database.reading() as session:
            grant = (await session.scalars(own)).one()
        await sato.change("grant.withdraw", grant=grant)
        await amara.wait(lambda: amara.states[f"booth:{BOOTH}"]["booth"][str(BOOTH)]["state"] == "break")
        await onodera.wait(lambda: len(onodera.states[f"booth:{BOOTH}/desk"]["shifts"]) == 1)


async def test_only_a_break_has_an_end_and_it_is_to_come(fair: Running) -> None:
    async with fair.visitor("representative") as onodera, fair.visitor("organiser") as sato:
        await onodera.follow(f"booth:{BOOTH}/desk")
        now = fair.app.clocks.fair_now()
        later, before = ((now + timedelta(minutes=by)).isoformat() for by in (20, -1))
        about = {"place": BOOTH, "state": "break"}
        await onodera.change("shift.set", **about, until=later)
        told = await onodera.wait(lambda: onodera.states[f"booth:{BOOTH}/desk"]["shifts"].get(str(onodera.person)))
        assert abs(datetime.fromisoformat(told["until"]) - datetime.fromisoformat(later)) < timedelta(milliseconds=1)
        for request, code in (
            ({**about, "until": before}, "shift.past"),
            ({**about, "state": "available", "until": later}, "request.malformed"),
            ({**about, "state": "asleep", "until": None}, "request.malformed"),
        ):
            refused = await onodera.try_("shift.set", id=str(uuid4()), **request)
            assert refused["error"]["code"] == code
        refused = await sato.try_("shift.set", id=str(uuid4()), **about, until=None)
        assert refused["error"]["code"] == "permission.denied"
