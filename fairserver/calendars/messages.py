"""Wire types of a person's own programme."""

from fairserver.base.wire_types import At, ChangeRequest, Id, Wire, example


class PickCard(Wire):
    """A session in the own programme. `version`: the session's, one more at each change."""

    session: Id
    edition: Id
    starts_at: At
    ends_at: At
    version: int


class FeedCard(Wire):
    """A feed, and when a calendar last read it."""

    id: Id
    created_at: At
    read_at: At | None


class PickSession(ChangeRequest):
    """Put a session into the own programme, or with `picked` false take it out."""

    session: Id
    picked: bool


class Picked(Wire):
    """Done. `overlapping`: the ids of sessions of the own programme at the same time."""

    model_config = example({"overlapping": [14]})

    overlapping: list[int]


class FeedMade(Wire):
    """The address of a new feed. It is shown once: the server keeps a hash of it."""

    model_config = example({"feed": 3, "address": "https://fair.example/calendar/k3Jx0pYd2mQ8vT5rW1zA7bC4.ics"})

    feed: Id
    address: str


class RevokeFeed(ChangeRequest):
    """Delete a feed."""

    feed: Id
