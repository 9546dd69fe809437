"""The page Embed."""
