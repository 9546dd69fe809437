"""The catalogue as a static site: `python -m components.embed.publish OUT`."""
