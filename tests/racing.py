"""Acts set off at the same moment on a database with real commits, to see that what is scarce goes once."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from pingxuan.core.finding import Refused


def race(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned, or the codes it was refused with; any other error is raised here.

    Needs ``fresh_database``: each act runs on a thread and a connection of its own.
    """
    start = Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int) -> None:
        start.wait()
        try:
            results[place] = acts[place]()
        except Refused as refusal:
            results[place] = [finding.code for finding in refusal.findings]
        except Exception as error:  # noqa: BLE001  # carried over to the test's own thread
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results
