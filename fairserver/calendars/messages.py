"""Wire types of my programme."""

from fairserver.base.wire_types import At, ChangeRequest, Id, Wire, example


class PickCard(Wire):
    session: Id
    edition: Id
    starts_at: At
    ends_at: At
    version: int


class FeedCard(Wire):
    id: Id
    created_at: At
    read_at: At | None


class PickSession(ChangeRequest):
    session: Id
    picked: bool


class Picked(Wire):
    """`overlapping`: sessions of my programme at the same time."""

    model_config = example({"overlapping": [14]})

    overlapping: list[int]


class FeedMade(Wire):
    """Shown once: only its hash is kept."""

    model_config = example({"feed": 3, "address": "https://fair.example/calendar/k3Jx0pYd2mQ8vT5rW1zA7bC4.ics"})

    feed: Id
    address: str


class RevokeFeed(ChangeRequest):
    feed: Id
