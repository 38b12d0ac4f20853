"""A person with a seat in a room, and what they receive of the others there."""

from collections.abc import Mapping

from .node_types import SeatRule
from .session import Session
from .track_switch import TrackSwitch

SEATS = 8
MAX_OTHERS = SEATS - 1
SCREEN_LINE = MAX_OTHERS  # the last m-line of pictures: the screen that is shown, whoever shows it
MAX_RECEIVED = {"video": MAX_OTHERS + 1, "audio": MAX_OTHERS}  # m-lines of each kind
MAX_SENT = {"video": 1, "audio": 1}
MAX_SHARED = {"video": 1, "audio": 0}  # of a session that shows a screen


def line_of(other: int, own: int) -> int:
    """On which m-line of each kind a person with the seat `own` receives the one with the seat `other`.

    The page knows the seats, and so whose picture each m-line carries, whoever comes and goes.
    """
    return other if other < own else other - 1


class Participant:
    """One person in a room: the rule of the seat, and a track switch for each m-line on which others are received."""

    def __init__(self, rule: SeatRule) -> None:
        self.rule = rule
        self.switches: dict[str, list[TrackSwitch]] = {"video": [], "audio": []}

    @property
    def seat(self) -> int:
        return self.rule.number

    def show(self, other: Session, rule: SeatRule, now: float) -> None:
        """Forward of another person, whose seat has this rule, what both rules allow, and nothing else any more."""
        allowed = {"video": self.rule.pictures, "audio": not rule.muted}
        self._forward(other, line_of(rule.number, self.seat), allowed, now)

    def show_screen(self, screen: Session, now: float) -> None:
        """Forward the screen that somebody else shows."""
        self._forward(screen, SCREEN_LINE, {"video": True}, now)

    def _forward(self, other: Session, line: int, allowed: Mapping[str, bool], now: float) -> None:
        if other.publication is None:
            return
        for kind, is_allowed in allowed.items():
            switch = next(iter(self.switches[kind][line : line + 1]), None)
            up_tracks = other.publication.of_kind(kind)
            if switch is None or not up_tracks or switch.forwards(other.publication) == is_allowed:
                continue
            if is_allowed:
                switch.set_source(other.publication, up_tracks[0], now)
            else:
                switch.clear_source()

    def hide(self, other: Session) -> None:
        """Forward another person no longer."""
        for switches in self.switches.values():
            for switch in switches:
                if other.publication is not None and switch.forwards(other.publication):
                    switch.clear_source()

    def stop(self) -> None:
        """Forward nothing any more."""
        for switches in self.switches.values():
            for switch in switches:
                switch.clear_source()
