"""Which page belongs to which server: a hash of all that is served and of the wire."""

import hashlib
from functools import cache

from fairserver.base.settings import SCHEMAS, STATIC
from fairserver.base.subject_files import LANGUAGES, words_as_file


@cache
def release() -> str:
    digest = hashlib.sha256()
    for folder in (STATIC, SCHEMAS):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".md":  # what is written for people changes no page
                digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    for language in LANGUAGES:
        digest.update(words_as_file(language))
    return digest.hexdigest()[:12]
