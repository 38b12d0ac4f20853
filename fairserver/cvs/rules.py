"""Which file may be a CV."""

MOST_BYTES = 5 * 1024 * 1024
MOST_PAGES = 20

# What in a PDF runs, starts, sends or carries something (ISO 32000-2). Keys of dictionaries: scripts, what happens by
# itself, and other files inside (12.6.3, 12.6.4.17, 7.11.4, 14.13, 12.7.8, 13.7).
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/AA", "/EF", "/EmbeddedFiles", "/AF", "/XFA", "/RichMediaContent"})
# Kinds of actions (12.6.4): a link to a page or to an address is none of them.
ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/GoTo3DView", "/Rendition",
        "/Movie", "/Sound", "/RichMediaExecute",
    }
)  # fmt: skip
# Kinds of annotations (12.5.6) that show something else than the document.
ACTIVE_ANNOTATIONS = frozenset({"/FileAttachment", "/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"})
