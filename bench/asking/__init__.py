"""The pages that are measured, and how long one database takes for them."""
