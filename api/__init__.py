"""The versioned HTTP interface: open data for programs, a bounded page at a time. It reads what `publishing` has, and no rows."""
