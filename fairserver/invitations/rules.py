"""How long links and codes work, and what is kept of a code: pure functions."""

from collections.abc import Callable
from datetime import timedelta

from fairserver.people.rules import hashed

# Kind of link → how long it works.
LIVES: dict[str, timedelta] = {
    "sign-in": timedelta(minutes=10),
    "invitation": timedelta(days=30),
    "persona": timedelta(days=1),
}

AGAIN_SECONDS = 60  # until a page offers to send another link

MOST_WRONG_CODES = 5  # then the links that the browser asked for are void


def hashed_code(code: str, browser: str) -> str:
    """The hash that is kept of a code, together with the secret of the browser it is for. What protects six digits is
    that secret and the five tries, not the hash.
    """
    return hashed(f"{code}:{browser}")


def six_digits(choose: Callable[[int], int]) -> str:
    """A code of six digits. `choose`: a random number below its argument."""
    return f"{choose(1_000_000):06d}"
