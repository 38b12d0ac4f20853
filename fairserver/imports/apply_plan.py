"""A plan carried out, in one unit. What it does to whom is decided; here it is only written and told."""

from collections.abc import Callable, Mapping, Sequence

from fairserver.base.wire_types import Named
from fairserver.companies import writers as companies
from fairserver.delivery.journal import UnitOfWork
from fairserver.imports.columns import Kind
from fairserver.imports.plans import ROLES, Step
from fairserver.imports.rules import OneCompany, OnePerson
from fairserver.invitations import actions
from fairserver.invitations.actions import Invited
from fairserver.people import queries as people_queries
from fairserver.people import writers as people
from fairserver.people.writers import Given, Newcomer
from fairserver.programmes import writers as programmes
from fairserver.registrations import actions as registrations
from fairserver.registrations import writers as registrations_keep
from fairserver.season import announce
from fairserver.storage.upsert import UpsertCounts, chunks


async def keep_people(
    unit: UnitOfWork,
    kind: Kind,
    edition: int,
    zone: str,
    work: Sequence[tuple[Step, OnePerson]],
    languages: Mapping[str, str],
    public_url: str,
) -> None:
    """`languages`: of those who are known, by address."""
    role = ROLES[kind]
    new = [(step, one) for step, one in work if step.thing is None]
    made = await people.make_people(
        unit, [Newcomer(one.email, one.name, one.furigana, one.language, one.zone or zone) for _step, one in new]
    )
    newcomers = frozenset(made.values())

    def person_of(step: Step, one: OnePerson) -> int:
        return step.thing or made[one.email]

    def doing(change: str) -> list[tuple[Step, OnePerson]]:
        return [(step, one) for step, one in work if change in step.changes]

    given = [_given(kind, person_of(step, one), step, edition) for step, one in doing("role")]
    await people.give_all(unit, given, newcomers)
    await _register(unit, edition, role, doing("registration"), person_of, newcomers)
    told = {person_of(step, one): vars(one.background) for step, one in doing("background") if one.background}
    await registrations_keep.tell_backgrounds(unit, told, newcomers)
    invited = [
        Invited(person_of(step, one), one.email, step.known or one.name, languages.get(one.email, one.language))
        for step, one in doing("invitation")
    ]
    await actions.send_all(unit, public_url, edition, role, invited)
    if kind == "representatives":  # who is at a booth stands in its card
        await announce.companies(unit, sorted({step.company for step, _one in doing("role")}))


def _given(kind: Kind, person: int, step: Step, edition: int) -> Given:
    if kind == "representatives":
        return Given(person, ROLES[kind], "company", step.company, edition)
    return Given(person, ROLES[kind], "edition", edition, edition)


async def _register(
    unit: UnitOfWork,
    edition: int,
    role: str,
    work: Sequence[tuple[Step, OnePerson]],
    person_of: Callable[[Step, OnePerson], int],
    newcomers: frozenset[int],
) -> None:
    """Who applied before keeps that application, with another answer. Known people are listed as they are known."""
    session = unit.session
    applied = await registrations_keep.states(session, edition) if len(work) > len(newcomers) else {}
    people_of = {person_of(step, one): one for step, one in work}
    for person in sorted(set(people_of) & set(applied)):
        await registrations.accept_anyway(unit, person, edition, role)
    first = [person for person in people_of if person not in applied]
    names = {person: Named(id=person, name=people_of[person].name, furigana=people_of[person].furigana)
             for person in first if person in newcomers}  # fmt: skip
    for some in chunks([person for person in first if person not in newcomers]):
        names |= {each.id: each for each in await people_queries.visible_names(session, list(some), agreed_only=False)}
    await registrations_keep.accept_all(unit, edition, [names[person] for person in first], newcomers)


async def keep_companies(unit: UnitOfWork, edition: int, hall: bool, work: Sequence[tuple[Step, OneCompany]]) -> None:
    session, tally = unit.session, UpsertCounts()
    ids = await companies.keep_registered(session, tally, [(step.thing, one.values) for step, one in work])
    exhibitors = await companies.keep_exhibiting(
        session, tally, edition, [(company, one.values) for company, (_step, one) in zip(ids, work, strict=True)]
    )
    pairs = [(exhibitors[company], opening) for company, (step, _one) in zip(ids, work, strict=True)
             for opening in step.openings]  # fmt: skip
    await companies.add_appearances(session, pairs)
    before = await programmes.booths(session, edition)
    newcomers: frozenset[int] = frozenset()
    if hall:
        wanted = [(exhibitors[company], {"state": "closed", "name": one.name})
                  for company, (_step, one) in zip(ids, work, strict=True)]  # fmt: skip
        for some in chunks(wanted):
            await programmes.keep_booths(session, tally, edition, dict(some))
        after = await programmes.booths(session, edition)
        newcomers = frozenset(after.values()) - frozenset(before.values())
    await programmes.count_up(session, [before[each] for each in exhibitors.values() if each in before])
    await announce.companies(unit, ids, newcomers)
