"""What the numbers were measured on: the machine, and the commit of the code."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent


def machine_facts() -> dict[str, str]:
    """Say what counts for speed, and nothing that names this machine."""
    packages = {name: version(name) for name in ("ortools", "numba", "numpy")}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "Processor": _processor(),
        "Cores": str(os.cpu_count()),
        "Memory": f"{memory / 1e9:.0f} GB",
        "System": f"{_system()}, {platform.machine()}",
        "Python": platform.python_version(),
        **packages,
    }


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or "unknown")


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"


def commit_of_code() -> str:
    """Name the commit of the solver and the benchmarks, with `+` if they were changed since."""
    code = ["--", ":/matchmaker", ":/benchmarks/*.py"]
    changed = _git("status", "--porcelain", *code)
    return _git("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def _git(*words: str) -> str:
    """Ask git, which knows nothing of a copy without history."""
    command = ["git", "-C", str(HERE), *words]
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return told.stdout.strip()
