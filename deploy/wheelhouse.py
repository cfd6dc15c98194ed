"""`make wheelhouse`: a folder that installs the product on a machine with no network, every file by its hash.

    pip install --no-index --find-links=. --require-hashes -r requirements.txt

For 64-bit PC Linux (glibc 2.28 or newer) and 64-bit Windows, Python 3.11. What has no wheel is built here.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements/run.txt"
PLATFORMS = {
    "linux": (
        "manylinux_2_28_x86_64",
        "manylinux_2_27_x86_64",
        "manylinux_2_17_x86_64",
        "manylinux2014_x86_64",
    ),
    "win32": ("win_amd64",),
}
ENVIRONMENT = {
    "linux": {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
        "os_name": "posix",
    },
    "win32": {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "os_name": "nt",
    },
}
_QUIET = ("--disable-pip-version-check", "--quiet")
BUILT = {"pysqlite3"}  # published as source only


def main(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pins = locked()
    for platform, tags in PLATFORMS.items():
        wanted = [pin for pin in pins if applies(pin, platform)]
        download([pin for pin in wanted if name(pin) not in BUILT], tags, folder)
        for pin in (pin for pin in wanted if name(pin) in BUILT):
            pip("wheel", "--no-deps", "--wheel-dir", str(folder), *listed([pin]))
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (folder / "requirements.txt").write_text(requirements(folder, pins), encoding="utf-8")
    for unit in (*ROOT.glob("deploy/*.service"), *ROOT.glob("deploy/*.timer")):
        shutil.copy(unit, folder)
    lines = str(folder / "requirements.txt")
    where = ("--no-index", "--find-links", str(folder), "--require-hashes", "-r", lines)
    pip("install", "--dry-run", "--ignore-installed", *where)  # nothing is missing
    print(
        f"{folder}: {len(list(folder.glob('*.whl')))} wheels, "
        f"{sum(p.stat().st_size for p in folder.iterdir()) >> 20} MB"
    )


def locked() -> list[str]:
    """Each pin of the lock with its marker and hashes, on one line."""
    text = LOCK.read_text(encoding="utf-8").replace("\\\n", " ")
    return [re.sub(r"\s+", " ", line) for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]


def name(pin: str) -> str:
    return re.split(r"[=\[; ]", pin)[0].lower()


def applies(pin: str, platform: str) -> bool:
    from packaging.markers import Marker

    marker = pin.partition(" ; ")[2].partition(" --hash")[0]
    return not marker or Marker(marker).evaluate(ENVIRONMENT[platform] | {"python_version": "3.11"})


def download(pins: list[str], tags: tuple[str, ...], folder: Path) -> None:
    chosen = [word for tag in tags for word in ("--platform", tag)]
    plain = [re.sub(r" ;.*?(?= --hash)", "", pin) for pin in pins]  # pip would ask this machine's own marker
    where = ("--python-version", "3.11", "--implementation", "cp", "--only-binary", ":all:", "--no-deps")
    pip("download", *where, *chosen, "--dest", str(folder), *listed(plain))


def listed(pins: list[str]) -> list[str]:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        file.write("\n".join(pins))
    return ["--require-hashes", "-r", file.name]


def requirements(folder: Path, pins: list[str]) -> str:
    """The wheels that are there, each pinned to its hashes, with the lock's markers."""
    markers = {name(pin).replace("_", "-"): pin.partition(" ; ")[2].partition(" --hash")[0] for pin in pins}
    found: dict[str, list[str]] = {}
    for wheel in sorted(folder.glob("*.whl")):
        project, version = wheel.name.split("-")[:2]
        key = f"{project.lower().replace('_', '-').replace('.', '-')}=={version}"
        found.setdefault(key, []).append(hashlib.sha256(wheel.read_bytes()).hexdigest())
    lines = []
    for key, hashes in found.items():
        marker = markers.get(key.partition("==")[0], "")
        lines.append(
            " ".join([key, *([f"; {marker}"] if marker else []), *(f"--hash=sha256:{h}" for h in hashes)])
        )
    return "\n".join(lines) + "\n"


def pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *_QUIET, *words], check=True)  # noqa: S603


if __name__ == "__main__":
    main(Path(sys.argv[1]))
