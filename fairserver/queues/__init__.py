"""Queues: the line at a booth on one day. Whoever stands in it holds a ticket with a number, and keeps it whatever
becomes of the connection. To be called from it to a talk is `talks.calls`.
"""
