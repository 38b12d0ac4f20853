"""Which states a stage may be in, and what an operator or the media node makes of them.

`live`: the stage's picture arrives at the media node.
"""

from typing import Literal

from fairserver.base.errors import FairError

StageState = Literal["off_air", "standby", "on_air", "interrupted", "ended"]
OperatorState = Literal["off_air", "standby", "on_air", "ended"]  # what an operator may ask for

# state → what an operator may make of it
OPERATOR_MAY: dict[str, frozenset[str]] = {
    "off_air": frozenset({"standby", "on_air"}),
    "standby": frozenset({"on_air", "off_air", "ended"}),
    "on_air": frozenset({"standby", "ended"}),
    "interrupted": frozenset({"standby", "ended"}),
    "ended": frozenset({"standby", "off_air"}),
}


def after_operator(state: str, wanted: OperatorState, *, live: bool) -> str:
    """The state after an operator asked for one: on air without a picture is interrupted. Asking for what is so
    already, as by a second press, changes nothing.

    Raises stage.not_now when the present state does not allow that.
    """
    if wanted == state or (wanted, state) == ("on_air", "interrupted"):
        return state
    if wanted not in OPERATOR_MAY[state]:
        raise FairError("stage.not_now", state=state)
    return "interrupted" if wanted == "on_air" and not live else wanted


def refuse_off_air(state: str) -> None:
    """An audience gets the picture while the stage is on air, interrupted or not. Raises stage.off_air."""
    if state not in ("on_air", "interrupted"):
        raise FairError("stage.off_air")


def after_media(state: str, *, live: bool) -> str:
    """The state after the picture came or went: a stage on air is interrupted, and comes back on air with it."""
    if state == "on_air" and not live:
        return "interrupted"
    if state == "interrupted" and live:
        return "on_air"
    return state
