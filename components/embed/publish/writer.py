"""Files of the site: written only when their bytes change, removed when nothing makes them."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from pathlib import Path

MANIFEST = ".site-manifest.json"


class Site:
    """An output folder and the hashes of what this program wrote there before.

    A file is rewritten only when its bytes differ (so that `rsync` sends little), and
    what an earlier run wrote and this one did not is removed. Files of other people in
    the folder are left alone.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.written = self.unchanged = self.removed = 0
        self._before = _read_manifest(folder / MANIFEST)
        self._now: dict[str, str] = {}
        self._lock = threading.Lock()

    def add(self, name: str, content: bytes | str) -> None:
        """One file at `name` (with forward slashes) inside the folder."""
        body = content.encode() if isinstance(content, str) else content
        digest = hashlib.sha256(body).hexdigest()
        path = self.folder / name
        same = self._before.get(name) == digest and path.exists() and path.stat().st_size == len(body)
        if not same:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_name(f".{path.name}.new")
            aside.write_bytes(body)
            os.replace(aside, path)
        with self._lock:
            self._now[name] = digest
            self.written += not same
            self.unchanged += same

    def finish(self) -> None:
        """Remove what is no longer part of the site, and remember what is."""
        for name in sorted(self._before.keys() - self._now.keys()):
            path = self.folder / name
            path.unlink(missing_ok=True)
            self.removed += 1
            for parent in path.parents:
                if parent == self.folder or any(parent.iterdir()):
                    break
                parent.rmdir()
        text = json.dumps(dict(sorted(self._now.items())), indent=0)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / MANIFEST).write_text(text, encoding="utf-8")


def _read_manifest(path: Path) -> dict[str, str]:
    """Names are checked: a manifest must never make us remove a file outside the folder."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {
        name: digest
        for name, digest in found.items()
        if isinstance(name, str) and isinstance(digest, str) and not name.startswith("/") and ".." not in Path(name).parts
    }
