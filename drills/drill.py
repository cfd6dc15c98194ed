"""The two drills: a site killed again and again, and a site backed up while people write."""

import json
import random
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from drills import operations
from drills.operations import Check, Somebody
from drills.people import gather
from drills.site import Site, new_database, vankien

_RECENT = 400  # acknowledged writes that are looked for again after every crash; all of them at the end


class Writers:
    """Everybody writing at once, until told to stop; `acknowledged` holds a check for each write."""

    def __init__(self, people: list[Somebody], chance: random.Random) -> None:
        self.acknowledged: list[Check] = []
        self.counted: Counter[str] = Counter()
        self._stop = threading.Event()
        seeds = [random.Random(chance.random()) for _ in people]
        self._threads = [
            threading.Thread(target=self._write, args=pair) for pair in zip(people, seeds, strict=True)
        ]

    def __enter__(self) -> "Writers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait(self) -> None:
        """Until one write was acknowledged."""
        for _ in range(6000):
            if self.acknowledged:
                return
            time.sleep(0.01)
        raise SystemExit("No write is acknowledged.")

    def _write(self, who: Somebody, chance: random.Random) -> None:
        while not self._stop.is_set():
            operation = chance.choice(operations.OPERATIONS)
            try:
                check = operation(who)
            finally:
                connections.close_all()  # nothing but the site has the database open when it is killed
            if check:
                self.acknowledged.append(check)
                self.counted[operation.__name__] += 1


def kill(room: Path, database: str, times: int, seed: int | None) -> list[str]:
    """kill -9 at random, `times` times. Returns what was wrong after any of them."""
    chance, wrong, counted = random.Random(seed), [], Counter[str]()
    acknowledged: list[Check] = []
    with _running(Site(room / "site", database)) as site:
        people = gather(site.port)
        connections.close_all()
        for number in range(1, times + 1):
            with Writers(people, chance) as writers:
                writers.wait()
                time.sleep(chance.uniform(0, 1.5))
                site.kill()
            acknowledged += writers.acknowledged
            counted += writers.counted
            found = _strays()
            site.start()
            found += _missing(acknowledged[-_RECENT:]) + list(operations.problems(people))
            wrong += [f"crash {number}: {sentence}" for sentence in found]
            connections.close_all()
            if number % 50 == 0:
                print(f"{number} crashes, {len(acknowledged)} writes, {len(wrong)} problems", flush=True)
    print(f"{sum(counted.values())} acknowledged writes: {dict(counted)}", flush=True)
    return wrong + _missing(acknowledged)


def backup(room: Path, database: str, times: int, seed: int | None) -> list[str]:
    """Backups while four people write, `times` times, each restored and verified.

    They write from before the backup begins until it is there, and rest while it is laid down elsewhere:
    making the tables anew takes a processor longer than all else, and writing then tries nothing.
    """
    chance, wrong, counted = random.Random(seed), [], Counter[str]()
    with _running(Site(room / "site", database)) as site:
        people = gather(site.port)
        for number in range(1, times + 1):
            archive, place = room / f"{number}.zip", room / f"restored-{number}"
            with Writers(people, chance) as writers:
                found = _back_up(writers, site, archive, chance)
            counted += writers.counted
            empty = new_database(database)
            found += _refused("restore", archive, folder=place, database=empty)
            found += _refused("verify", folder=place, database=empty)
            wrong += [f"backup {number}: {sentence}" for sentence in found]
            print(
                f"backup {number}: {sum(writers.counted.values())} writes, {len(found)} problems", flush=True
            )
    print(f"{sum(counted.values())} writes meanwhile: {dict(counted)}", flush=True)
    return wrong


def _back_up(writers: Writers, site: Site, archive: Path, chance: random.Random) -> list[str]:
    """What was wrong with a backup taken while these write."""
    writers.wait()
    time.sleep(chance.uniform(0.3, 1))
    before, written = set(_stored_hashes()), len(writers.acknowledged)
    connections.close_all()
    found = _refused("backup", archive, folder=site.folder, database=site.database)
    if len(writers.acknowledged) == written:
        found.append("nothing was written while it was taken")
    return found or [f"it lacks {sha256}" for sha256 in before - _in(archive)]


def _refused(*words: object, folder: Path, database: str) -> list[str]:
    done = vankien(*words, folder=folder, database=database)
    return [f"{words[0]}: {done.stdout}{done.stderr}"] if done.returncode else []


@contextmanager
def _running(site: Site) -> Iterator[Site]:
    site.start()
    try:
        yield site
    finally:
        connections.close_all()
        site.stop()


def _stored_hashes() -> list[str]:
    from vankien_web.common import storage

    return sorted(storage.used())


def _in(archive: Path) -> set[str]:
    with zipfile.ZipFile(archive) as opened:
        members = json.loads(opened.read("manifest.json"))["members"]
    return {Path(name).name for name in members if name.startswith("files/")}


def _missing(checks: list[Check]) -> list[str]:
    return [sentence for check in checks if (sentence := check())]


def _strays() -> list[str]:
    """Before the site starts again: what no row names may lie in the temporary folder only."""
    from vankien_web.common import storage

    found = [f"{file.name} is a stray outside of the temporary folder" for file in storage.strays()]
    connections.close_all()
    return found
