"""Files of the site: written only when their bytes change, removed when nothing makes them."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from pathlib import Path
from typing import Any

MANIFEST = ".site-manifest.json"


class Site:
    """An output folder and the hashes of what this program wrote there before.

    A file is rewritten only when its bytes differ (so that `rsync` sends little), and
    what an earlier run wrote and this one did not is removed. Files of other people in
    the folder are left alone. A part of the site (all files whose names begin alike) that
    was made by the same recipe before need not be made at all: see `carried_over`.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.written = self.unchanged = self.removed = 0
        self._before, self._parts_before = _read_manifest(folder / MANIFEST)
        self._now: dict[str, str] = {}
        self._parts: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def add(self, name: str, content: bytes | str) -> None:
        """One file at `name` (with forward slashes) inside the folder."""
        body = content.encode() if isinstance(content, str) else content
        digest = hashlib.sha256(body).hexdigest()
        path = self.folder / name
        same = self._before.get(name) == digest and _size(path) == len(body)
        if not same:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_name(f".{path.name}.new")
            aside.write_bytes(body)
            os.replace(aside, path)
        with self._lock:
            self._now[name] = digest
            self.written += not same
            self.unchanged += same

    def carried_over(self, part: str, recipe: str) -> Any:
        """What was noted on `part` when the same recipe made it, or None when it must be made again.

        Its files then stay part of the site as they are; they are all there, none empty.
        """
        before = self._parts_before.get(part, {})
        names = [name for name in self._before if name.startswith(part)]
        if (
            before.get("recipe") != recipe
            or not names
            or not all(_size(self.folder / name) for name in names)
        ):
            return None
        with self._lock:
            self._now |= {name: self._before[name] for name in names}
            self._parts[part] = before
            self.unchanged += len(names)
        return before["note"]

    def made(self, part: str, recipe: str, note: Any) -> None:
        """`part` was made by `recipe`; `note` (plain JSON values) is what a later run needs to know of it."""
        with self._lock:
            self._parts[part] = {"recipe": recipe, "note": note}

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
        text = json.dumps(
            {"files": dict(sorted(self._now.items())), "parts": dict(sorted(self._parts.items()))}, indent=0
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / MANIFEST).write_text(text, encoding="utf-8")


def _size(path: Path) -> int:
    """Bytes of a file, 0 when it is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read_manifest(path: Path) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """Hashes of files, and the parts. Names are checked: a manifest must never make us remove a file outside
    the folder."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        files, parts = dict(found["files"]), dict(found["parts"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}, {}
    safe = {
        name: digest
        for name, digest in files.items()
        if isinstance(name, str)
        and isinstance(digest, str)
        and not name.startswith("/")
        and ".." not in Path(name).parts
    }
    return safe, {
        name: part
        for name, part in parts.items()
        if isinstance(part, dict) and {"recipe", "note"} <= part.keys()
    }
