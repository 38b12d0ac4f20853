"""The release: a hash of everything that pages are made of and of the wire protocol.

A page that was loaded from another release is asked to reload.
"""

import hashlib
from functools import cache

from fairserver.base.settings import SCHEMAS, STATIC
from fairserver.base.subject_files import LANGUAGES, PACKAGE, words_as_file

BUNDLES = PACKAGE / "web/bundles.py"  # how static files are put together


@cache
def release() -> str:
    """12 hexadecimal digits, the same in every process with the same files."""
    digest = hashlib.sha256()
    for folder in (STATIC, SCHEMAS):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".md":  # documents change no page
                digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    digest.update(BUNDLES.read_bytes())
    for language in LANGUAGES:
        for office in (False, True):
            digest.update(words_as_file(language, office=office))
    return digest.hexdigest()[:12]
