"""`python -m data` within the test's own process, which has imported it already."""

from __future__ import annotations

import io
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from unittest import mock

from data.__main__ import main


def commanded(*arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    """What the command returned and wrote; `answers` are the lines it reads."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), mock.patch("sys.stdin", io.StringIO(answers)):
        status = main(list(arguments))
    return subprocess.CompletedProcess(arguments, status, out.getvalue(), err.getvalue())
