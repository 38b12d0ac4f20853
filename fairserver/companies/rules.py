"""When two companies are the same, and what an edition knows of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fairserver.base.text_cleaning import folded

# The columns that an import may change: of a company, and of an exhibitor.
REGISTER_FIELDS = ("number", "name", "industry", "line", "about", "location", "employees")
EXHIBITOR_FIELDS = ("languages", "japanese", "visa_help", "employment")
LEGAL_FORMS = ("株式会社", "有限会社", "合同会社", "(株)", "(有)")


@dataclass(frozen=True)
class KnownCompany:
    """A company of the register as one edition sees it; without `exhibitor` it is not there this year."""

    id: int
    number: str | None
    values: Mapping[str, object]
    exhibitor: int | None = None
    booth: bool = False
    openings: frozenset[int] = field(default_factory=frozenset)

    @property
    def names(self) -> list[str]:
        """The name in both languages."""
        name = self.values["name"]
        return [str(text) for text in name.values()] if isinstance(name, dict) else []


def same_name(name: str) -> str:
    """A company's name without case, width, spaces and legal form: two companies with the same are one."""
    plain = folded(name)
    for form in LEGAL_FORMS:
        plain = plain.removeprefix(form).removesuffix(form)
    return plain
