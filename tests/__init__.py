"""Where to look.

* `test_<room>/` is the room of that name, one file a verb or page: what a change in `requests/` breaks is in `test_requests/`.
* `pages/` asks every page of every room the same things: who gets it, in which language, with how many queries.
* `paper/` reads PDFs back. `races/` runs verbs at the same moment, each in a database of its own. `processes/` starts
  programs and kills them. These three are slow by nature, and the median of the suite is told without them.
* `house/` holds what the whole keeps: sizes, names, machines, one life of a request from end to end.
* `browser/` (`make e2e`) and `prove/` (`make prove`) are no part of the everyday suite.

All stand on `world.py` (a small province with people in it), `factories.py` (walks the real services to any state),
`books.py` (the fund's money), `databases.py` (a template and its clones) and `reader.py`. No folder has the name of an
app, so that none is ever imported in its place.
"""
