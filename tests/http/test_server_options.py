"""What the server is told about how to run."""

from __future__ import annotations

from streamlit import config


def test_a_run_of_a_page_does_not_end_with_a_walk_through_all_memory():
    """With it, twenty visitors kept a processor busy for four fifths of its time with nothing else."""
    config.get_config_options(force_reparse=True)
    assert config.get_option("runner.postScriptGC") is False
