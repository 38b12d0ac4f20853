"""What a stage's state may become: by its operator's hand, or by what its picture does."""

from typing import Literal

from fairserver.base.errors import FairError

StageState = Literal["off_air", "standby", "on_air", "interrupted", "ended"]
OperatorsWish = Literal["off_air", "standby", "on_air", "ended"]

# state → what the operator may make of it
BY_HAND: dict[str, frozenset[str]] = {
    "off_air": frozenset({"standby", "on_air"}),
    "standby": frozenset({"on_air", "off_air", "ended"}),
    "on_air": frozenset({"standby", "ended"}),
    "interrupted": frozenset({"standby", "ended"}),
    "ended": frozenset({"standby", "off_air"}),
}


def by_hand(state: str, wish: OperatorsWish, *, picture: bool) -> StageState:
    """The state after the operator's wish; going on air without a picture is interrupted, and says so."""
    if wish not in BY_HAND[state]:
        raise FairError("stage.not_now", state=state)
    return "interrupted" if wish == "on_air" and not picture else wish


def by_picture(state: str, *, picture: bool) -> str:
    """The state after the picture came or went: only a stage on air is interrupted by it."""
    if state == "on_air" and not picture:
        return "interrupted"
    if state == "interrupted" and picture:
        return "on_air"
    return state
