"""Links that are sent by mail and sign a person in: sign-in links and invitations, and the demo's personas."""
