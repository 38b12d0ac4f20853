"""Whom an organiser may take into a form, as a speaker or a moderator."""

from fairserver.access.permissions import Resource
from fairserver.access.principal import Principal
from fairserver.programmes.permissions import SEASON_EDIT


def edition_to_choose_from(principal: Principal, edition: int) -> int:
    """The edition whose people an organiser may choose when editing `edition`: that one, or 0, which stands for
    everybody, for an organiser of the whole organisation.
    """
    return 0 if principal.may(SEASON_EDIT, Resource()) else edition
