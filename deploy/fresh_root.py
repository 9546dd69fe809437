"""The image's steps without a container engine: in a fresh Debian root, as root, on Linux.

`python deploy/fresh_root.py FOLDER --port 8611` makes a root with debootstrap, does there what the Dockerfile
says, line by line, and runs its command as its user with the root read-only. It ends well when the health
check does, a picture was drawn, and nothing could be written outside the volume. The base image's Python is
Debian's own here.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BASE = (
    "apt-get update && apt-get install -y --no-install-recommends ca-certificates python3 python3-pip"
    " && ln -sf python3 /usr/bin/python"
)
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
PATIENCE_SECONDS = 300


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's lines: instruction and what follows it."""
    text = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    return [
        (name, rest.strip()) for name, _, rest in (line.partition(" ") for line in text.splitlines() if line)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path, help="a new folder, or one that an earlier run began")
    parser.add_argument("--port", default="8501")
    given = parser.parse_args()
    root, kept = given.root.resolve(), given.root.resolve().with_name(given.root.name + "-kept")
    if not (root / "etc" / "debian_version").exists():
        subprocess.run(["debootstrap", "--variant=minbase", "bookworm", str(root)], check=True)
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
    place, user, environment, command, check = "/", "root", {}, [], []
    _inside(root, BASE, place, {})
    if Path(CERTIFICATES).exists():  # those that this machine trusts
        shutil.copy(CERTIFICATES, root / CERTIFICATES.lstrip("/"))
    for name, rest in instructions():
        print(f"{name} {rest}", flush=True)
        if name == "WORKDIR":
            place = rest
            (root / place.lstrip("/")).mkdir(parents=True, exist_ok=True)
        elif name == "COPY":
            source, target = rest.split()
            _copied(source, root / place.lstrip("/") / target)
        elif name == "RUN":
            _inside(root, rest, place, environment)
        elif name == "ENV":
            environment |= dict(pair.split("=", 1) for pair in rest.split())
        elif name == "USER":
            user = rest
        elif name == "HEALTHCHECK":
            check = json.loads(rest[rest.index("CMD") + 3 :])
        elif name == "CMD":
            command = json.loads(rest)
    return _served(root, kept, place, user, {**environment, "PORT": given.port}, command, check)


def _settings(environment: dict[str, str]) -> dict[str, str]:
    return {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "DEBIAN_FRONTEND": "noninteractive",
        "PIP_BREAK_SYSTEM_PACKAGES": "1",  # the image's Python is no system's
        "PIP_CERT": CERTIFICATES,
        **environment,
    }


def _inside(root: Path, script: str, place: str, environment: dict[str, str]) -> None:
    """Run a line of shell in the root; the first error ends all."""
    words = ["chroot", str(root), "/bin/sh", "-ec", f"cd {place} && {script}"]
    subprocess.run(words, check=True, env=_settings(environment))


def _copied(source: str, target: Path) -> None:
    """COPY, without what .dockerignore names."""
    if source != ".":
        shutil.copy(PROJECT / source, target)
        return
    ignored = shutil.ignore_patterns(
        *(line.removeprefix("**/") for line in (PROJECT / ".dockerignore").read_text().split())
    )
    shutil.copytree(PROJECT, target, ignore=ignored, dirs_exist_ok=True)


def _served(
    root: Path,
    kept: Path,
    place: str,
    user: str,
    environment: dict[str, str],
    command: list[str],
    check: list[str],
) -> int:
    """Run the command as the image would; 0 when it is healthy, draws, and cannot write to its root."""
    kept.mkdir(exist_ok=True)
    owner = (root / "kept").stat()
    os.chown(kept, owner.st_uid, owner.st_gid)
    mounts = (
        f"mount --bind {root} {root} && mount -o remount,bind,ro {root} && mount --bind {kept} {root}/kept"
        f" && mount -t tmpfs tmpfs {root}/tmp && mount -t proc proc {root}/proc"
        f" && mount --rbind /dev {root}/dev"
        f' && exec chroot --userspec={user}:{user} {root} /bin/sh -c \'cd {place} && exec "$0" "$@"\' "$@"'
    )

    def started(words: list[str]) -> list[str]:
        return ["unshare", "--mount", "/bin/sh", "-ec", mounts, "sh", *words]

    settings = _settings(environment)
    write = ["sh", "-c", "! touch /srv/crackdown/x 2>/dev/null && ! touch /x 2>/dev/null && touch /kept/x"]
    subprocess.run(started(write), check=True, env=settings)
    print("Its root cannot be written to; its volume can.")
    port = environment["PORT"]
    asked = [word.replace(":8501/", f":{port}/") for word in check]
    server = subprocess.Popen(started(command), env=settings)
    try:
        begun = time.monotonic()
        while subprocess.run(started(asked), env=settings, stderr=subprocess.DEVNULL).returncode:
            if server.poll() is not None or time.monotonic() > begun + PATIENCE_SECONDS:
                print("It did not become healthy.", file=sys.stderr)
                return 1
            time.sleep(1)
        print(f"Healthy after {time.monotonic() - begun:.0f} s.")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/embed/timeline.png", timeout=120) as answer:
            drawn = answer.read()
        assert drawn.startswith(b"\x89PNG"), "no picture was drawn"
        print(f"A picture of {len(drawn):,} bytes was drawn.")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
            print(f"The home page answers {answer.status}.")
        return 0
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    sys.exit(main())
