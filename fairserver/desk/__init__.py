"""The desk of an edition's organisers and moderators: reports, mutes, the audit, and in a scope of
their own the invitations.
"""
