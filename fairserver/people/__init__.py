"""People: their profiles, mail addresses, roles and logins."""
