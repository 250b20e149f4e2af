"""Every list page's queries and time at few and at many rows, in one run; ratios many to few."""

import argparse
import json
import time
from collections.abc import Iterator
from statistics import median

import trial

PAGES = (
    "dashboard", "nominations", "receipts", "quota", "register", "consultations", "visits", "selection",
    "publication", "plaques", "papers", "ledger",
)  # fmt: skip
TURNS = 7


def measure(many: int) -> dict[str, object]:
    """The organiser's pages with the sample campaign, and with ``many`` times the bodies and nominations."""
    sizes = {}
    for times in (1, many):
        with trial.trial("sqlite") as on_trial:
            rows, figures = _figures(on_trial, times)
            sizes[times] = {"nominations": rows, "pages": figures}
    few, lots = sizes[1]["pages"], sizes[many]["pages"]
    ratios = {name: round(lots[name]["ms"] / few[name]["ms"], 2) for name in few}
    return {"few": sizes[1], "many": sizes[many], "ratio_ms": ratios}


def _figures(on_trial: trial.Trial, times: int) -> tuple[int, dict[str, dict[str, float]]]:
    from django.core.management import call_command

    from pingxuan.models import Nomination

    trial.open_sample(on_trial, times=times)
    call_command("collectstatic", interactive=False, verbosity=0)
    from pingxuan.management.rehearsal import judging, nominating

    for stage in (nominating.nominate, nominating.endorse_all, nominating.submit_all, judging.check):
        stage(on_trial.scene)
    trial.state_clock(on_trial)
    return Nomination.objects.count(), dict(_pages(on_trial))


def _pages(on_trial: trial.Trial) -> Iterator[tuple[str, dict[str, float]]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(headers={"host": "localhost"})
    client.cookies["pingxuan_s"] = on_trial.cookies[on_trial.scene.organiser.post_id]
    for name in PAGES:
        address = reverse(name, args=[on_trial.scene.campaign.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            status = client.get(address).status_code
        spent = [_seconds(client, address) for _ in range(TURNS)]
        yield name, {"status": status, "queries": len(queries), "ms": round(median(spent) * 1000, 1)}


def _seconds(client: object, address: str) -> float:
    started = time.perf_counter()
    client.get(address)
    return time.perf_counter() - started


def main() -> None:
    """Prints one JSON document, or a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=5, help="times the sample's bodies and nominations")
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    figures = measure(told.many)
    if told.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    for name, ratio in figures["ratio_ms"].items():
        few, lots = figures["few"]["pages"][name], figures["many"]["pages"][name]
        print(
            f"{name:<14} {few['queries']:>3} → {lots['queries']:>3} 次查询　{few['ms']:>7} → {lots['ms']:>7} 毫秒　× {ratio}"
        )


if __name__ == "__main__":
    main()
