"""The page Data & method."""
