"""A talk as its guests get it, and the talks of a person. Nobody else is told that there is one."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.chat import views as chat
from fairserver.delivery.journal import Change, Entities, State, UnitOfWork
from fairserver.people import grants
from fairserver.programmes import hall_view
from fairserver.programmes import queries as programmes
from fairserver.talks.messages import TalkCard


async def talk_state(session: AsyncSession, place_id: int) -> State:
    """The state of the scope `talk:{}`: the talk as a place, and its newest messages."""
    card = await hall_view.place_card(session, place_id)
    return {"talk": {str(place_id): card.out()}, "messages": await chat.newest(session, place_id)}


async def own_states(session: AsyncSession, people: Collection[int]) -> dict[int, State]:
    """The collection `talks` of each person's own scope: those whose guest the person is."""
    talks = await _talks(session, people)
    return {person: {"talks": talks.get(person, {})} for person in people}


async def tell_talks(unit: UnitOfWork, people: Collection[int]) -> None:
    """Tell these people the talks that they may enter."""
    for person, talks in (await _talks(unit.session, people)).items():
        unit.tell({f"person:{person}": Change("talk.changed", put={"talks": talks})})


async def tell_guests(unit: UnitOfWork, place_id: int) -> None:
    """Tell the guests of a talk that it has another name."""
    guests = await grants.held(unit.session, role="guest", scope="place", scope_id=place_id)
    await tell_talks(unit, {row.person_id for row in guests})


async def _talks(session: AsyncSession, people: Collection[int]) -> dict[int, Entities]:
    """The talks of each of these people, by id; without those who have none."""
    rows = await grants.held(session, role="guest", scope="place", person_id=people)
    names = await programmes.names(session, {row.scope_id for row in rows}) if rows else {}
    found: dict[int, Entities] = {}
    for row in rows:
        card = TalkCard(id=row.scope_id, name=names[row.scope_id]).out()
        found.setdefault(row.person_id, {})[str(row.scope_id)] = card
    return found
