"""The page Event."""
