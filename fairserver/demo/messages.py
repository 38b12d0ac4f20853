"""Wire types of the demo's own pages."""

from fairserver.base.wire_types import At, Bilingual, GivenAt, Wire, example


class Persona(Wire):
    """Someone as whom a visitor of the demo may sign in, by `link`."""

    name: str
    role: str
    about: Bilingual
    link: str


class Personas(Wire):
    """All personas of the demo."""

    model_config = example(
        {
            "personas": [
                {
                    "name": "Amara Okafor", "role": "participant", "link": "/link#k3Jx0pYd2mQ8vT5rW1zA7bC4",
                    "about": {"ja": "三年目のALT", "en": "An ALT in her third year"},
                }
            ]
        }
    )  # fmt: skip

    personas: list[Persona]


class MailCard(Wire):
    """One mail of the outbox. `sent_at` is null while it was not sent."""

    id: int
    to: str
    subject: str
    text: str
    at: At
    sent_at: At | None


class Mailbox(Wire):
    """The newest mails to anybody, the last one first."""

    model_config = example(
        {
            "mails": [
                {
                    "id": 5, "to": "amara.okafor@example.org", "subject": "Sign in", "text": "Open this link: …",
                    "at": "2024-02-17T04:00:00.000+00:00", "sent_at": None,
                }
            ]
        }
    )  # fmt: skip

    mails: list[MailCard]


class SetClock(Wire):
    """Set the fair clock to the time `at`."""

    at: GivenAt


class ClockSet(Wire):
    """The fair clock was set; `offset_ms` is fair time minus wall time."""

    model_config = example({"offset_ms": -86400000})

    offset_ms: int
