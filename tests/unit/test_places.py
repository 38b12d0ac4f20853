"""The names of a place: its scope and its path, and how they are read."""

import pytest

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.ops.subjects import SCOPES
from fairserver.programmes.place_names import enclosing, hall_of, lies_in, scope_of
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.scopes import ScopeKinds

HALL = PlaceFacts(id=1, kind="hall", edition=5, company=0)
BOOTH = PlaceFacts(id=12, kind="booth", edition=5, company=31)


def test_the_hall_is_the_edition_seen_as_a_place() -> None:
    assert (HALL.scope, HALL.path, HALL.desk) == ("edition:5", "edition:5", "edition:5/desk")


def test_being_in_a_booth_is_being_in_its_edition() -> None:
    assert (BOOTH.scope, BOOTH.path, BOOTH.desk) == ("booth:12", "edition:5/booth:12", "edition:5/desk")
    assert enclosing(BOOTH.path) == ("edition:5", "edition:5/booth:12")
    assert (hall_of(BOOTH.path), scope_of(BOOTH.path)) == ("edition:5", "booth:12")
    assert lies_in(BOOTH.path, "edition:5")
    assert not lies_in(BOOTH.path, "edition:5/booth:1")


def test_what_a_request_about_a_place_is_about() -> None:
    assert BOOTH.resource(7) == Resource(edition=5, company=31, place=12, person=7, kind="booth")


@pytest.mark.parametrize("name", ["edition:5", "edition:5/desk", "booth:12", "person:7"])
def test_a_scope_is_found_by_its_name(name: str) -> None:
    kind, number = ScopeKinds(SCOPES).find(name)
    assert kind.pattern.replace("{}", str(number)) == name


@pytest.mark.parametrize(
    "name",
    ["", "booth:", "booth:0", "booth:012", "booth:-1", "booth:1.0", "booth:١", "booth:12/../13", "booth:12/desk/desk",
     "edition:5/", "edition:5/desk ", "person:*", "control", "booth:9999999999999999"],
)  # fmt: skip
def test_no_other_name_opens_one(name: str) -> None:
    with pytest.raises(FairError, match=r"scope\.unknown"):
        ScopeKinds(SCOPES).find(name)
