"""What the organisers' desk is told of invitations."""

from collections.abc import Sequence

from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.invitations.tables import Link
from fairserver.invitations.views import cards


async def announce_invitations(unit: UnitOfWork, edition: int, shown: Sequence[Link], gone: Sequence[int]) -> None:
    """Tell the organisers' desk of an edition which invitations are new or changed (`shown`), and the ids of those that
    a newer one replaced (`gone`).
    """
    put = {"invitations": await cards(unit.session, shown)}
    drop = {"invitations": [str(each) for each in gone]}
    unit.tell({f"edition:{edition}/invitations": Change("people.invited", put=put, drop=drop)})
