#!/usr/bin/env python
"""Django's command line. It finds `DATABASE_URL`, else the embedded database, which it starts when it rests."""

import sys

from django.core.management import execute_from_command_line

from config import production
from launcher import beside

if __name__ == "__main__":
    with beside.database_of(sys.argv[1:]):
        production.require(sys.argv[1] if sys.argv[1:] else "")
        execute_from_command_line(sys.argv)
