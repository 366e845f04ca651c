"""Pages of people: getting in, one's own seats, an organisation's seats, and who waits for somebody's word."""
