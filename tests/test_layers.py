"""One-way layers: a lower layer never imports a higher one, and stays free of the tools of the higher."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# package → prefixes that its modules must not import
FORBIDDEN = {
    "data": ("components", "pages", "app", "streamlit", "plotly", "starlette"),
    "components/params": (
        "components.charts",
        "components.controls",
        "components.embed",
        "components.http",
        "streamlit",
        "plotly",
    ),
    "components/params/kinds.py": ("components", "pages", "app", "streamlit", "plotly", "starlette"),
    "components/study": (
        "components.charts",
        "components.controls",
        "components.embed",
        "components.http",
        "pages",
        "streamlit",
        "plotly",
        "starlette",
    ),
    "components/charts": (
        "components.controls",
        "components.embed",
        "components.http",
        "pages",
        "streamlit",
        "starlette",
    ),
    "components/downloads": (
        "components.charts",
        "components.study",
        "components.controls",
        "components.embed",
        "components.http",
        "streamlit",
    ),
    "components/package": (
        "components.charts",
        "components.controls",
        "components.embed",
        "components.http",
        "pages",
        "streamlit",
        "plotly",
        "starlette",
    ),
    "components/answers": (
        "components.controls",
        "components.embed",
        "components.http",
        "components.mcp",
        "pages",
        "streamlit",
        "plotly",
        "starlette",
    ),
    "components/upload": (
        "components.charts",
        "components.controls",
        "components.embed",
        "components.http",
        "streamlit",
    ),
    "components/classroom": (
        "components.controls",
        "components.embed",
        "components.http",
        "pages",
        "streamlit",
        "starlette",
    ),
    "components/worksheets": (
        "components.charts",
        "components.controls",
        "components.embed",
        "components.http",
        "pages",
        "streamlit",
        "plotly",
        "starlette",
    ),
    "components/embed": ("components.controls", "components.mcp", "pages", "streamlit"),
    "components/mcp": ("components.controls", "components.embed", "pages", "streamlit", "plotly"),
    "components/lesson_pack": ("components.controls", "components.http", "pages", "streamlit", "starlette"),
    "components/report": ("components.controls", "components.http", "pages", "streamlit", "starlette"),
    "components/http": (
        "components.charts",
        "components.controls",
        "components.embed",
        "components.mcp",
        "pages",
    ),
    "components/controls": ("components.http", "components.mcp", "pages", "app"),
}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, at the top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def modules(place: str) -> list[Path]:
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


@pytest.mark.parametrize("place", FORBIDDEN)
def test_lower_layers_never_import_higher_ones(place):
    assert modules(place), f"{place} has no modules: the list of layers is out of date"
    offences = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(place)
        for name in imported(path)
        if any(name == banned or name.startswith(banned + ".") for banned in FORBIDDEN[place])
    ]
    assert not offences


def dotted(path: Path) -> str:
    """`components/charts/kit/theme.py` → `components.charts.kit.theme`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_among_themselves() -> dict[str, set[str]]:
    """Each module of `components` and `data` with those of them that it names, for type checking only too.

    `from package import module` names the module, not the package around it.
    """
    paths = {dotted(path): path for place in ("components", "data") for path in modules(place)}
    named: dict[str, set[str]] = {name: set() for name in paths}
    for name, path in paths.items():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                named[name] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                full = {f"{node.module}.{alias.name}" for alias in node.names}
                named[name] |= {one if one in paths else node.module for one in full}
        named[name] &= paths.keys() - {name}
    return named


def circle(named: dict[str, set[str]]) -> list[str]:
    """Modules that lead back to where they began, or none."""
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module not in done:
            for target in sorted(named[module]):
                if found := walk(target, [*path, module]):
                    return found
            done.add(module)
        return []

    return next((found for module in sorted(named) if (found := walk(module, []))), [])


def test_no_modules_name_each_other_in_a_circle():
    named = imports_among_themselves()
    assert not circle(named), " → ".join(circle(named))


def test_every_package_of_components_has_its_layer():
    packages = {
        f"components/{path.name}"
        for path in (ROOT / "components").iterdir()
        if (path / "__init__.py").exists()
    }
    assert packages <= set(FORBIDDEN)


def test_pages_are_thin():
    long = {
        path.name: lines
        for path in (ROOT / "pages").glob("*.py")
        if (lines := len(path.read_text().splitlines())) > 100
    }
    assert not long


def test_no_module_is_a_catch_all():
    names = {
        path.stem
        for place in ("data", "components", "pages", "tests")
        for path in (ROOT / place).rglob("*.py")
    }
    assert names.isdisjoint({"utils", "util", "helpers", "common", "misc"})
