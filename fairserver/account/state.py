"""What a person's own scope holds, from every subject."""

from fairserver.base.wire_types import Wire
from fairserver.calendars.messages import FeedCard, PickCard
from fairserver.people.messages import GrantCard, LoginCard, OwnMute, Profile
from fairserver.registrations.messages import BackgroundCard, RegistrationCard


class PersonState(Wire):
    me: dict[str, Profile]
    logins: dict[str, LoginCard]
    grants: dict[str, GrantCard]
    mutes: dict[str, OwnMute]
    background: dict[str, BackgroundCard]
    registrations: dict[str, RegistrationCard]
    picks: dict[str, PickCard]
    feeds: dict[str, FeedCard]
