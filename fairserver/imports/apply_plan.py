"""A plan carried out, in one unit. What it does to whom is decided; here the writers of each subject do it."""

from collections.abc import Mapping, Sequence

from fairserver.companies.rules import EXHIBITOR_FIELDS, REGISTER_FIELDS
from fairserver.delivery.journal import UnitOfWork
from fairserver.imports.attendance_plan import StayStep
from fairserver.imports.columns import Kind
from fairserver.imports.plans import ROLES, Step
from fairserver.imports.rules import OneCompany, OnePerson
from fairserver.invitations import actions as invitations
from fairserver.invitations.actions import Invited
from fairserver.people import grants
from fairserver.people.grants import NewGrant, edition_grant
from fairserver.people.new_people import NewPerson, make_people
from fairserver.presence.rules import capacity
from fairserver.presence.write_attendance import write_stays
from fairserver.registrations.write import Decision, decide, write_backgrounds
from fairserver.season import write_roles
from fairserver.season.write_exhibitors import ExhibitorValues, write_exhibitors


async def apply_people(
    unit: UnitOfWork,
    kind: Kind,
    edition: int,
    zone: str,
    work: Sequence[tuple[Step, OnePerson]],
    languages: Mapping[str, str],
    public_url: str,
) -> None:
    """Write the people, roles, registrations, backgrounds and invitations of these rows.

    `zone`: of new people whose row names none. `languages`: of those who are known, by address.
    """
    role = ROLES[kind]
    new = [one for step, one in work if step.thing is None]
    made = await make_people(
        unit, [NewPerson(one.email, one.name, one.furigana, one.language, one.zone or zone) for one in new]
    )

    def doing(change: str) -> list[tuple[Step, OnePerson, int]]:
        """The rows that do this, each with its person."""
        return [(step, one, step.thing or made[one.email]) for step, one in work if change in step.changes]

    given = [_grant(kind, person, step, edition) for step, _one, person in doing("role")]
    await write_roles.give(unit, given)
    # Who applied before keeps that application, with another answer.
    accepted = [Decision(person, "accepted", role, missing=()) for _step, _one, person in doing("registration")]
    await decide(unit, edition, accepted)
    told = {person: vars(one.background) for _step, one, person in doing("background") if one.background}
    await write_backgrounds(unit, told)
    invited = [
        Invited(person, one.email, step.known or one.name, languages.get(one.email, one.language))
        for step, one, person in doing("invitation")
    ]
    await invitations.send_all(unit, public_url, edition, role, invited)


def _grant(kind: Kind, person: int, step: Step, edition: int) -> NewGrant:
    if kind == "representatives":
        return NewGrant(person, ROLES[kind], "company", step.company, edition)
    return edition_grant(person, ROLES[kind], edition)


async def apply_companies(unit: UnitOfWork, edition: int, hall: bool, work: Sequence[tuple[Step, OneCompany]]) -> None:
    """Write the companies, exhibitors and appearances of these rows, and their booths where there is a `hall`."""
    exhibitors = [
        ExhibitorValues(
            step.thing,
            {name: value for name, value in one.values.items() if name in REGISTER_FIELDS},
            {name: value for name, value in one.values.items() if name in EXHIBITOR_FIELDS},
            step.openings,
            booth_name=dict(one.name),
        )
        for step, one in work
    ]
    await write_exhibitors(unit, edition, exhibitors, booths=hall)


async def apply_attendance(unit: UnitOfWork, edition: int, work: Sequence[Step]) -> None:
    """Write the stays of these rows. Who works at the fair is no audience on a list either."""
    stays = [step.stay for step in work if isinstance(step, StayStep) and step.stay]
    held = await grants.grants_of_all(unit.session, {stay.person for stay in stays})
    capacities = {person: capacity(own, edition, ()) for person, own in held.items()}
    await write_stays(unit, stays, capacities)
