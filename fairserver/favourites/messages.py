"""Wire types of favourites."""

from fairserver.base.wire_types import At, ChangeRequest, Id, Wire


class SetFavourite(ChangeRequest):
    """Keep a booth in mind, or with `favourite` false no more."""

    place: Id
    favourite: bool


class FavouriteCard(Wire):
    """A booth that the person keeps in mind."""

    place: Id
    marked_at: At
