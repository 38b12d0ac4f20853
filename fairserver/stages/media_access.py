"""Who may publish to a stage, watch it, take part in a talk, or try the way to the media node, by WHIP and WHEP."""

from starlette.requests import Request

from fairserver.base.errors import FairError
from fairserver.media.node_types import SeatRule
from fairserver.media.whip import Admitted, Purpose
from fairserver.people import logins
from fairserver.programmes import place_states
from fairserver.programmes import queries as programmes
from fairserver.programmes.permissions import PLACE_ENTER, TALK_JOIN
from fairserver.stages import queries, stage_keys
from fairserver.stages.permissions import STAGE_PRESENT
from fairserver.stages.state_transitions import refuse_off_air
from fairserver.talks.queries import SeatMedia, seat_of
from fairserver.web.host_and_origin import check_origin
from fairserver.web.http_context import ContextOf, HttpContext

# How often one login or key may ask. A page that loses its picture offers again, a second apart at first; each of its
# candidates may come in a request of its own (RFC 8838).
RATES = {"POST": "20/minute", "PATCH": "240/minute", "DELETE": "60/minute"}


def login_owner(login: int) -> str:
    """The owner of a browser's media session, as the node is told: the session ends with the login."""
    return f"login:{login}"


def key_owner(key: int) -> str:
    """The owner of an encoder's media session, as the node is told: the session ends when the key is revoked."""
    return f"key:{key}"


class MediaAccess:
    """Authorises the requests that open a media session."""

    def __init__(self, context_of: ContextOf) -> None:
        self._context_of = context_of

    async def authorise(self, request: Request, place: str, purpose: Purpose) -> Admitted:
        """The owner of the media session that this request asks for, and in a talk the seat.

        `place`: the stage or talk, as the address has it. An encoder publishes with a stage key as bearer token, a
        browser with its login. Raises place.unknown, stage_key.unknown, stage_key.foreign, login.missing, login.ended,
        origin.foreign, permission.denied, rate.exceeded, and stage.off_air for an audience while the stage is not on
        air.
        """
        if not place.isascii() or not place.isdigit() or len(place) > 15:
            raise FairError("place.unknown")
        ctx = self._context_of(request)
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and purpose == "publish":
            async with ctx.journal.reading() as unit:
                await queries.find_stage(unit.session, int(place))
                row = await stage_keys.key_by_secret(unit.session, int(place), secret.strip())
            admitted = Admitted(key_owner(row.id))
        else:
            check_origin(request, ctx.settings.origins)
            admitted = await _by_login(ctx, int(place), purpose)
        await ctx.rates.take(RATES[request.method], "media", request.method, admitted.owner)
        return admitted


async def _by_login(ctx: HttpContext, place: int, purpose: Purpose) -> Admitted:
    async with ctx.journal.reading() as unit:
        principal = await logins.signed_in(unit, ctx.token)
        found = await programmes.find_place(unit.session, place)
        resource = found.resource()
        presents = principal.may(STAGE_PRESENT, resource)
        if purpose == "publish":
            allowed = found.kind == "stage" and presents
        elif purpose in ("join", "share"):
            allowed = found.kind == "talk" and principal.may(TALK_JOIN, resource)
        elif purpose == "echo":
            allowed = found.kind == "hall" and principal.may(PLACE_ENTER, resource)
        else:
            allowed = found.kind == "stage" and principal.may(PLACE_ENTER, resource)
        if not allowed:
            raise FairError("permission.denied")
        if purpose == "watch" and not presents:
            refuse_off_air(await place_states.state_of(unit.session, place))
        owner = login_owner(principal.login)
        if purpose not in ("join", "share"):
            return Admitted(owner)
        return Admitted(owner, seat_rule(await seat_of(unit.session, place, principal.person)))


def seat_rule(seat: SeatMedia) -> SeatRule:
    """What the media node is told of a seat in a talk."""
    return SeatRule(seat.number, pictures=seat.pictures, muted=seat.muted)
