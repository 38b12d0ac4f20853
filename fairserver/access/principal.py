"""The signed-in person behind a request, and the check that a request is permitted."""

from dataclasses import dataclass

from fairserver.access.permissions import Action, Grant, Resource, Role, may
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Named


@dataclass(frozen=True)
class Principal:
    """A person signed in by one login, with the grants as they were when this request began."""

    person: int
    login: int
    name: str
    furigana: str
    grants: tuple[Grant, ...]

    @property
    def named(self) -> Named:
        """As the person is named on screens and in the audit."""
        return Named(id=self.person, name=self.name, furigana=self.furigana)

    def may(self, action: Action, resource: Resource) -> bool:
        """Whether a grant of this person permits `action` on `resource`."""
        return may(self.person, self.grants, action, resource)

    def roles_in(self, resource: Resource) -> set[str]:
        """The roles held in the resource's edition or in the whole organisation."""
        return {grant.role.value for grant in self.grants if grant.edition in (0, resource.edition)}

    def companies_in(self, edition: int) -> list[int]:
        """The companies that the person represents in this edition."""
        represents = (grant for grant in self.grants if grant.role is Role.REPRESENTATIVE and grant.edition == edition)
        return [grant.scope_id for grant in represents]


def permit(principal: Principal, actions: tuple[Action, ...], resource: Resource) -> None:
    """Raises permission.denied unless one of `actions` is permitted; no action at all needs no permission."""
    if actions and not any(principal.may(action, resource) for action in actions):
        raise FairError("permission.denied")
