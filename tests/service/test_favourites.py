"""Companies kept in mind: a person's own, told to nobody else, and gone with the booth."""

from uuid import uuid4

from fairserver.delivery.journal import State
from tests.running import Running, Visitor

BOOTH, OTHER, STAGE, EDITION = 2, 3, 120, 1


def kept(visitor: Visitor) -> set[str]:
    own: State = visitor.states[f"person:{visitor.person}"]
    return set(own["favourites"])


async def test_a_mark_is_told_to_every_page_of_the_person_and_to_nobody_else(fair: Running) -> None:
    async with (
        fair.visitor("participant") as amara,
        fair.visitor("participant") as phone,
        fair.visitor("representative") as onodera,
    ):
        for page in (amara, phone, onodera):
            await page.follow(f"person:{page.person}")
        await onodera.enter(BOOTH)
        await amara.change("favourite.set", place=BOOTH, favourite=True)
        await amara.change("favourite.set", place=OTHER, favourite=True)
        await phone.wait(lambda: kept(phone) == {str(BOOTH), str(OTHER)})
        await amara.change("favourite.set", place=BOOTH, favourite=False)
        await phone.wait(lambda: kept(phone) == {str(OTHER)})
        assert kept(onodera) == set()
        assert not any("favourite" in str(told) for told in onodera.told)


async def test_pressed_twice_it_is_marked_once(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await amara.follow(f"person:{amara.person}")
        again = str(uuid4())
        for id_ in (again, again, str(uuid4())):
            await amara.ask("favourite.set", id=id_, place=BOOTH, favourite=True)
        for _ in range(2):
            await amara.change("favourite.set", place=OTHER, favourite=False)
        await amara.wait(lambda: kept(amara) == {str(BOOTH)})
        assert amara.seqs[f"person:{amara.person}"] <= 2, "what changes nothing is not told"


async def test_only_booths_of_an_edition_that_the_person_visits(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("participant2") as chen:
        for place in (STAGE, 9999):
            refused = await chen.try_("favourite.set", id=str(uuid4()), place=place, favourite=True)
            assert refused["error"]["code"] == "place.unknown", place
        assert (await amara.try_("favourite.set", id=str(uuid4()), place=1, favourite=True))["error"]["code"] == (
            "place.unknown"
        )


async def test_a_booth_that_is_deleted_is_kept_in_mind_by_nobody(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("organiser") as sato:
        await sato.follow(f"edition:{EDITION}/exhibitors")
        held = sato.states[f"edition:{EDITION}/exhibitors"]["exhibitors"]
        presenting = {
            session["company"]["booth"]
            for session in (await sato.ask("scope.follow", scope=f"timetable:{EDITION}"))["state"]["sessions"].values()
            if session["company"]
        }
        booth = next(one for one in held.values() if one["id"] not in presenting)
        await amara.follow(f"person:{amara.person}")
        await amara.change("favourite.set", place=booth["id"], favourite=True)
        await amara.wait(lambda: kept(amara) == {str(booth["id"])})
        deleted = await sato.try_(
            "exhibitor.delete", id=str(uuid4()), edition=EDITION, thing=booth["id"], version=booth["version"]
        )
        assert "ok" in deleted, deleted
        await amara.wait(lambda: kept(amara) == set())
