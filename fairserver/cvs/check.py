"""Checks an uploaded CV before it is kept."""

import structlog

from fairserver.base.child_process import ChildFailed, run_child
from fairserver.base.errors import FairError
from fairserver.cvs.check_pdf import FINDINGS
from fairserver.cvs.rules import MOST_PAGES

MODULE = "fairserver.cvs.check_pdf"
SECONDS = 15
log = structlog.get_logger()


async def pages_of(content: bytes) -> int:
    """How many pages a PDF has. Raises cv.not_pdf, cv.encrypted, cv.active for one with scripts or other files in it,
    cv.pages (`most`), and cv.unreadable for one on which the check did not come to an end.
    """
    try:
        found = (await run_child(MODULE, content, seconds=SECONDS)).decode()
    except ChildFailed as failed:
        log.warning("cv.unreadable", why=str(failed), size=len(content))
        raise FairError("cv.unreadable") from failed
    if found in FINDINGS:
        raise FairError(found)
    pages = int(found)
    if not 1 <= pages <= MOST_PAGES:
        raise FairError("cv.pages", most=MOST_PAGES)
    return pages
