"""How a lower room names and calls what stands above it: by `Ref`, and through a `Port`. Knows no room."""
