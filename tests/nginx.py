"""Where nginx is, for the tests of its configuration."""

from __future__ import annotations

import os
import shutil


def find_nginx() -> str | None:
    """The program's path, also where Debian puts what only root has in its PATH."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))
