"""Databases of releases, kept to be upgraded by every later one."""
