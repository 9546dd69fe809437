"""The page *The record against the press*."""
