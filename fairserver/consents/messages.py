"""Wire types of what companies see of people."""

from datetime import date
from typing import Annotated

from pydantic import Field as Limited

from fairserver.base.wire_types import At, Bilingual, ChangeRequest, Id, Wire
from fairserver.consents.rules import Field
from fairserver.cvs.messages import CvCard
from fairserver.people.messages import Spokens
from fairserver.programmes.requirements import Position, Test


class ShownJapanese(Wire):
    """The result of a test of Japanese (N1 … N5, or BJT points)."""

    test: Test
    level: str
    certificate: bool


class ShownPosition(Wire):
    """The position on JET, and in which year of the contract."""

    position: Position
    contract_year: int


class Shown(Wire):
    """What a visitor shows this company of the background, the CV and the mail address; null for what is not shown, or
    is not there.
    """

    japanese: ShownJapanese | None = None
    position: ShownPosition | None = None
    leaves_on: date | None = None
    languages: Spokens | None = None
    wishes: str | None = None
    access_needs: str | None = None
    cv: CvCard | None = None
    email: str | None = None


class ConsentCard(Wire):
    """What the person shows the company of a booth; `at`: when the newest of it was given."""

    place: Id
    place_name: Bilingual
    fields: list[Field]
    at: At


Fields = Annotated[list[Field], Limited(min_length=1, max_length=10)]


class GiveConsent(ChangeRequest):
    """Show the company of a booth these fields too."""

    place: Id
    fields: Fields


class WithdrawConsent(ChangeRequest):
    """Show the company of a booth these fields no more."""

    place: Id
    fields: Fields
