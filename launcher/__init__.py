"""Starts what an installation without servers needs: its own PostgreSQL, the web server, the worker and the signer.

Nothing here may import Django: the launcher makes the environment that the settings read.
"""
