"""The desk of an edition's organisers and moderators: reports, mutes, invitations and the audit, in one scope."""
