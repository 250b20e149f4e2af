"""How many of N clients get one of Q places when all endorse at once, against the real server.

The contract: accepted == quota, the rest refused as over quota, no 5xx.
"""

import argparse
import json
from collections.abc import Callable, Sequence

import trial

OVER = "名额已经用完"


def race(kind: str, clients: int, quota: int) -> dict[str, object]:
    """One race on a database kind: ``clients`` handed-in nominations, ``quota`` places."""
    with trial.trial(kind) as on_trial:
        trial.open_sample(on_trial)
        officer, nominations = _ready(on_trial, clients, quota)
        trial.state_clock(on_trial)
        with trial.served(trial.OURS, on_trial.environment, "/sign-in") as (port, _):
            jobs = [_job(port, on_trial.cookies[officer], pk) for pk in nominations]
            seconds, statuses = trial.timed(jobs, clients)
        accepted, refused = _outcome(nominations)
    return {
        "database": kind, "clients": clients, "quota": quota, "accepted": accepted, "refused": refused,
        "errors_5xx": sum(status >= 500 for status in statuses), "seconds": round(seconds, 2),
    }  # fmt: skip


def _job(port: int, session: str, nomination: str) -> Callable[[], Sequence[int]]:
    def job() -> Sequence[int]:
        client = trial.Client(port, "pingxuan_s", session)
        page = client.get(f"/nominations/{nomination}")
        words = {
            "text": "情况属实，同意推荐。",
            "signatory": "王安",
            "signed_on": "2023-02-10",
            "capacity": "旅产办",
        }
        client.post(f"/nominations/{nomination}/moves/endorse", words, page)
        return client.statuses

    return job


def _ready(on_trial: trial.Trial, clients: int, quota: int) -> tuple[str, list[str]]:
    """A body with exactly ``quota`` places for the first award and ``clients`` nominations handed in."""
    from pingxuan.actions.nomination import hand_in, start_nomination
    from pingxuan.core.words import BodyKind
    from pingxuan.management.rehearsal.answering import Filling
    from pingxuan.management.rehearsal.cast import Nominee
    from pingxuan.queries.quota import allotments, parts_in_order

    scene = on_trial.scene
    award = scene.definition.awards[0]
    shares = allotments(scene.campaign)
    part = next(
        part for part in parts_in_order(scene.campaign)
        if part.kind == BodyKind.LOCAL and shares[part.pk, award.key].places == quota
    )  # fmt: skip
    officer = scene.officers[part.pk]
    made = []
    for _ in range(clients):
        nominee = Nominee(part.name, scene.cast.unit(part.name))
        started = start_nomination(part, award.key, nominee=nominee.name, by=officer, at=scene.clock.tick(1))
        answers = Filling(award, nominee, scene.cast, "2023年2月10日").answers()
        made.append(hand_in(started, answers, by=officer, at=scene.clock.tick(1)).pk)
    return officer.post_id, made


def _outcome(nominations: Sequence[str]) -> tuple[int, int]:
    from pingxuan.models import LedgerEntry, Nomination

    accepted = Nomination.objects.filter(pk__in=nominations, holds_place=True).count()
    refused = LedgerEntry.objects.filter(act="refused_endorse", object_id__in=nominations).count()
    return accepted, refused


def main() -> None:
    """Prints one JSON document or a sentence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument(
        "--quota", type=int, default=10, help="one of the sample notice's places: 5, 6, 8, 10, 35"
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    figures = race(told.database, told.clients, told.quota)
    print(
        json.dumps(figures, ensure_ascii=False, indent=1)
        if told.json
        else f"{figures['clients']} 人抢 {figures['quota']} 个名额：成 {figures['accepted']}，"
        f"拒 {figures['refused']}，5xx {figures['errors_5xx']}，{figures['seconds']} 秒"
    )


if __name__ == "__main__":
    main()
