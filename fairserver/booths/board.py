"""All lines of an edition on one board, for its organisers and moderators."""

from fairserver.booths.messages import LineOnBoard, LinesShown, ShowLines
from fairserver.queues import queries, views
from fairserver.realtime.context import SocketContext


async def show(ctx: SocketContext, request: ShowLines) -> LinesShown:
    """The newest line of each booth that has had one. A page asks again now and then: a step in a line costs nothing
    more because somebody looks at all of them.
    """
    session = ctx.unit.session
    lines = await queries.newest_lines(session, request.edition)
    cards = await views.queue_cards(session, [line.queue for line in lines])
    return LinesShown(
        lines=[
            LineOnBoard.model_validate(
                {
                    **cards[str(line.queue.place_id)],
                    "waiting": line.waiting,
                    "called": line.called,
                    "talking": line.talking,
                    "since": line.since,
                }
            )
            for line in lines
        ]
    )
