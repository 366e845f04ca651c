"""A database of the size of the country, made from the demo's own rows: 77 provinces, 7,400 councils, 200,000 requests.

The demo walked every state through the services; its rows are multiplied here, in sets, by SQL that reads the tables' own
keys. What hangs on a request is copied with it, and every key, `word:12` and unique number is moved alike, so that each
copy is as consistent as the original. Money is copied in whole entries and its running balances are worked out, the log is
written leaf by leaf with real hashes, and at the end all indexes, constraints and triggers stand as committed.

Its events tell no rows, and nobody may verify its tables: the demo's own rows are evidence there, the copies are not told.

What it leaves out, to stay small: of twenty copies one is whole ("deep"); the others lack notices, jobs, ballots and
papers that nothing points at, and of the events those that are told in small. Facts in JSON keep the numbers of the original.
"""
