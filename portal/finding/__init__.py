"""Search and filters of what is public: words folded against slips, kept up by the log, asked of indexes only."""
