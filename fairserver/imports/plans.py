"""What each row would do to what is there. Pure: a plan is shown, and the same plan is carried out."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Literal

from fairserver.companies.rules import REGISTER_FIELDS, KnownCompany, same_name
from fairserver.imports.cell_parsers import Wrong
from fairserver.imports.cell_parsers import number as company_number
from fairserver.imports.columns import Kind
from fairserver.imports.rules import Line, OneCompany, OnePerson, OneStay, Trouble
from fairserver.people.rules import KnownPerson, wants_invitation

State = Literal["new", "changed", "same", "wrong"]
ROLES: dict[Kind, str] = {"participants": "participant", "alumni": "alumnus", "representatives": "representative"}


class Register:
    """The companies an edition may know, however a file names them."""

    def __init__(self, companies: Iterable[KnownCompany] = ()) -> None:
        self.ids: set[int] = set()
        self.numbers: dict[str, KnownCompany] = {}
        self.names: dict[str, list[KnownCompany]] = {}
        for each in companies:
            self.ids.add(each.id)
            if each.number:
                self.numbers[each.number] = each
            for name in {same_name(name) for name in each.names}:
                self.names.setdefault(name, []).append(each)

    def named(self, typed: str) -> list[KnownCompany]:
        """By its number where that is one, else by its name in either language."""
        try:
            found = self.numbers.get(company_number(typed))
        except Wrong:
            return self.names.get(same_name(typed), [])
        return [found] if found else []


@dataclass(frozen=True)
class Lookups:
    """What the database says about whom and what the file names. `roles`: (person, company or 0). `shared`: companies
    that other editions show too, and whose words of the register the organiser may not change for that reason.
    """

    people: Mapping[str, KnownPerson] = field(default_factory=dict)
    roles: frozenset[tuple[int, int]] = frozenset()
    registrations: Mapping[int, str] = field(default_factory=dict)
    told: frozenset[int] = frozenset()
    register: Register = field(default_factory=Register)
    openings: Mapping[tuple[date, str], int] = field(default_factory=dict)
    hall: bool = True
    shared: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Step:
    """One row's part of the plan. `thing`: the person or company it is about, none while it is new."""

    number: int
    name: str
    key: str
    state: State
    changes: tuple[str, ...] = ()
    trouble: tuple[Trouble, ...] = ()
    known: str = ""
    thing: int | None = None
    company: int = 0
    openings: tuple[int, ...] = ()


def digest(asked: str, data: bytes, steps: Iterable[Step]) -> str:
    """Of all that was shown: another file, another database or another wish has another."""
    shown = json.dumps([asdict(step) for step in steps], ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(b"\0".join((asked.encode(), data, shown.encode()))).hexdigest()


def for_people(kind: Kind, lines: Iterable[Line[OnePerson]], facts: Lookups, *, invite: bool) -> list[Step]:
    """What each row of people would do. `invite`: who is new here, or whose invitation expired, is written to."""
    seen: dict[int, int] = {}
    return [_person(kind, line, facts, invite, seen) for line in lines]


def _person(kind: Kind, line: Line[OnePerson], facts: Lookups, invite: bool, seen: dict[int, int]) -> Step:
    one = line.what
    if one is None or line.trouble:
        return wrong_step(line)
    company = 0
    if kind == "representatives":
        found = [each for each in facts.register.named(one.company) if each.exhibitor]
        if len(found) != 1:
            code = "company.ambiguous" if found else "company.unknown"
            return wrong_step(line.but(Trouble(code, "company", one.company)))
        company = found[0].id
    known = facts.people.get(one.email)
    if known is None:
        changes = [
            "person",
            "role",
            *(["registration"] if not company else []),
            *(["background"] if one.background else []),
            *(["invitation"] if invite else []),
        ]
        return Step(line.number, one.name, one.email, "new", tuple(changes), company=company)
    if seen.setdefault(known.person, line.number) != line.number:  # one person, two addresses
        return wrong_step(line.but(Trouble("person.twice", "email", one.email, other=seen[known.person])))
    trouble, changes = _differs(one, known, facts, company, invite)
    if trouble:
        return wrong_step(line.but(trouble))
    return Step(
        line.number,
        one.name,
        one.email,
        "changed" if changes else "same",
        tuple(changes),
        known=known.name if known.name != one.name else "",
        thing=known.person,
        company=company,
    )


def _differs(
    one: OnePerson, known: KnownPerson, facts: Lookups, company: int, invite: bool
) -> tuple[Trouble | None, list[str]]:
    pair = known.person, company
    new_here = pair not in facts.roles
    registration = facts.registrations.get(known.person)
    if not company and registration in ("withdrawn", "removed"):
        return Trouble(f"registration.{registration}", "email", one.email), []
    changes = ["role"] if new_here else []
    if not company and registration != "accepted":
        changes.append("registration")
    if one.background and known.person not in facts.told:
        changes.append("background")
    if invite and wants_invitation(known, new_here=new_here):
        changes.append("invitation")
    return None, changes


def for_companies(lines: Iterable[Line[OneCompany]], facts: Lookups) -> list[Step]:
    """What each row of companies would do."""
    seen: dict[int, int] = {}
    return [_company(line, facts, seen) for line in lines]


def _company(line: Line[OneCompany], facts: Lookups, seen: dict[int, int]) -> Step:
    one = line.what
    if one is None or line.trouble:
        return wrong_step(line)
    openings = [facts.openings.get(each) for each in one.openings]
    if None in openings:
        on, venue = one.openings[openings.index(None)]
        return wrong_step(line.but(Trouble("opening.unknown", "openings", f"{on} {venue}")))
    wanted = tuple(sorted({each for each in openings if each}))
    found = _same(one, facts.register)
    there = ["exhibitor", *(["booth"] if facts.hall else [])]
    if not found:
        changes = ["company", *there, *(["openings"] if wanted else [])]
        return Step(line.number, line.name, line.key, "new", tuple(changes), openings=wanted)
    known = found[0]
    changes = [name for name, value in one.values.items() if known.values.get(name) != value]
    if trouble := _company_trouble(found, line, changes, facts, seen):
        return wrong_step(line.but(replace(trouble, column="name_ja", found=one.name["ja"])))
    if known.exhibitor is None:
        changes = [name for name in changes if name in REGISTER_FIELDS] + ["exhibitor"]
    if facts.hall and not known.booth:
        changes.append("booth")
    if set(wanted) - known.openings:
        changes.append("openings")
    return Step(
        line.number,
        line.name,
        line.key,
        "changed" if changes else "same",
        tuple(changes),
        thing=known.id,
        openings=wanted,
    )


def _company_trouble(
    found: list[KnownCompany], line: Line[OneCompany], changes: list[str], facts: Lookups, seen: dict[int, int]
) -> Trouble | None:
    """Why a row about a company that is known cannot be carried out."""
    if len(found) > 1:
        return Trouble("company.ambiguous")
    first = seen.setdefault(found[0].id, line.number)
    if first != line.number:
        return Trouble("row.twice", other=first)
    if found[0].id in facts.shared and not set(REGISTER_FIELDS).isdisjoint(changes):
        return Trouble("company.shared")
    return None


def _same(one: OneCompany, register: Register) -> list[KnownCompany]:
    """By number; else by name, among those whose number is not another."""
    if one.number and one.number in register.numbers:
        return [register.numbers[one.number]]
    named = {each.id: each for side in one.name.values() for each in register.names.get(same_name(side), [])}
    return [each for each in named.values() if not (one.number and each.number)]


def wrong_step(line: Line[OnePerson] | Line[OneCompany] | Line[OneStay]) -> Step:
    """The step of a row in trouble: it does nothing."""
    return Step(line.number, line.name, line.key, "wrong", trouble=line.trouble)
