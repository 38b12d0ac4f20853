"""Writing the state of a stage and announcing it, whoever changes it: its operator or the media node."""

from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.programmes import place_states
from fairserver.programmes import queries as programmes
from fairserver.programmes.aired import note_on_air
from fairserver.stages.state_transitions import after_media


async def media_changed(unit: UnitOfWork, place_id: int, *, live: bool) -> None:
    """Put a stage into the state that follows from whether its picture arrives (`live`) or not."""
    state = await place_states.state_of(unit.session, place_id)
    after = after_media(state, live=live)
    if after != state:
        await put_state(unit, place_id, after)


async def put_state(unit: UnitOfWork, place_id: int, state: str) -> None:
    """Write the state of a stage and what was on air, and tell its audience and the hall."""
    if "on_air" in (state, await place_states.state_of(unit.session, place_id, lock=True)):
        await note_on_air(unit, place_id)
    card = await place_states.put_state(unit.session, place_id, state)
    place = await programmes.find_place(unit.session, place_id)
    key = str(place_id)
    unit.tell(
        {
            place.scope: Change("stage.became", put={"stage": {key: card.out()}}),
            f"edition:{place.edition}": Change("stage.became", put={"places": {key: card.out()}}),
        }
    )
