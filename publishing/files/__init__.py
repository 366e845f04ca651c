"""The forms in which a data set leaves the house, and what stands beside it."""
