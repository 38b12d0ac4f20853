"""Which tests follow each other in one process of `pytest -n`: those that share something that takes long to make.

Every other test goes to whichever process is free, in the order of the folders. pytest-xdist's own mark for this,
`xdist_group`, changes a private attribute that pytest 9.2 no longer has.
"""

import re

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

SHARED = (
    r"^tests/faults/",  # a pair of workers, hurt and healed
    r"^tests/browser/test_accessible\.py",  # what axe has seen
    r"^tests/service/test_(article|delivery)\.py::.*\[(sqlite|postgresql)",  # a year of attendance; two processes
    r"^tests/service/test_bad_messages\.py",  # one page for each role
    r"^tests/service/test_two_workers\.py",  # two workers and a media node
)


class Together(LoadScopeScheduling):  # type: ignore[misc]
    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # the longest stand first as it is

    def _split_scope(self, nodeid: str) -> str:
        """The name of what a test shares, or the test's own."""
        found = next(filter(None, (re.match(pattern, nodeid) for pattern in SHARED)), None)
        return f"{found.re.pattern} {found.groups()}" if found else nodeid
