"""Who does not want to be brought together with whom. A block holds in both directions, and the other is never told."""

from collections.abc import Collection

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.people.messages import BlockCard, LiftBlock
from fairserver.people.tables import Block
from fairserver.realtime.context import SocketContext


async def block(unit: UnitOfWork, person: int, other: int, name: str) -> None:
    """Never bring these two together again. `name`: of the other, as the person knows it. Twice is as once."""
    row = await unit.session.get(Block, (person, other))
    if row is None:
        row = Block(person_id=person, other_id=other, name=name, at=unit.now)
        unit.session.add(row)
        await unit.session.flush()
        unit.tell({f"person:{person}": Change("block.changed", put={"blocks": {str(other): block_card(row)}})})


async def lift(ctx: SocketContext, request: LiftBlock) -> Nothing:
    """Take one's own block of somebody back. Without one, nothing is done."""
    unit, me = ctx.unit, ctx.principal.person
    row = await unit.session.get(Block, (me, request.person))
    if row is not None:
        await unit.session.delete(row)
        unit.tell({f"person:{me}": Change("block.changed", drop={"blocks": [str(request.person)]})})
    return Nothing()


async def any_between(session: AsyncSession, people: Collection[int]) -> bool:
    """Whether one of these people has blocked another of them."""
    ids = list(people)
    found = select(Block.person_id).where(Block.person_id.in_(ids), Block.other_id.in_(ids)).limit(1)
    return await session.scalar(found) is not None


async def between(session: AsyncSession, person: int, others: Collection[int]) -> set[int]:
    """Who of the others has blocked this person, or is blocked by this person."""
    rows = await session.execute(
        select(Block.person_id, Block.other_id).where(
            or_(
                and_(Block.person_id == person, Block.other_id.in_(others)),
                and_(Block.other_id == person, Block.person_id.in_(others)),
            )
        )
    )
    return {either for pair in rows for either in pair} - {person}


async def forget(unit: UnitOfWork, person: int) -> None:
    """Delete the blocks of and against a person who is erased."""
    gone = await unit.session.scalars(delete(Block).where(Block.other_id == person).returning(Block.person_id))
    for each in sorted(set(gone)):
        unit.tell({f"person:{each}": Change("block.changed", drop={"blocks": [str(person)]})})
    await unit.session.execute(delete(Block).where(Block.person_id == person))


def block_card(row: Block) -> dict[str, object]:
    """A block as the person who set it gets it."""
    return BlockCard(person=row.other_id, name=row.name, at=row.at).out()
