"""The record over HTTP: data routes, health, and what every answer has in common."""
