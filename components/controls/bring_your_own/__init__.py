"""The page Bring your own."""
