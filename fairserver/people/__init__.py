"""Accounts, sign-in, logins, roles and permissions, profile."""
