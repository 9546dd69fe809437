"""The parts of the dashboard: study, charts, embeds, controls."""
