"""Talks: private rooms for two to eight, inside a booth or the hall.

A talk is asked for (a representative asks a visitor, who has a minute to answer) or opened for named people at a time.
It is open until its time is over, until everybody has left, or until nobody came back.
"""
