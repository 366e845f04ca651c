"""What others show of us: cards, posts, posters and embedded figures; in words that passed the gate, without a script or a cookie."""
