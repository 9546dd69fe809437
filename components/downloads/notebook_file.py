"""Jupyter notebooks (nbformat 4.5), written as Jupyter itself writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

Cell = dict[str, Any]


def markdown_cell(text: str) -> Cell:
    """A cell of words."""
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def code_cell(text: str) -> Cell:
    """A cell of Python that has not run yet."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": text.splitlines(keepends=True),
    }


def notebook_bytes(cells: Iterable[Cell]) -> bytes:
    """The cells as an .ipynb file, named by their places; bytes depend on the cells only."""
    book = {
        "cells": [{"id": f"cell-{place:02}", **cell} for place, cell in enumerate(cells, 1)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode()
