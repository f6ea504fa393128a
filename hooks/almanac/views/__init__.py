"""Derived data that more than one output needs; pure functions of the records."""
