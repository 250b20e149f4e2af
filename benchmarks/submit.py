"""Handing in a nomination, whole flow, against a bare Django form with the same number of requests.

Both servers run on the same database kind with the same workers, warmed up; batches alternate; the ratio is the
median of the pairs'.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from statistics import median

import trial

WARM = 12
"""Flows on each server before the clock runs: both then hold their templates and connections."""
STEPS = "GET form, POST form, GET confirm, POST confirm"


def ours(port: int, on_trial: trial.Trial, planned: Sequence[object]) -> list[Callable[[], Sequence[int]]]:
    """One job per nomination: fill the form as the officer, look at it printed, hand it in."""

    def job(one: object) -> Sequence[int]:
        client = trial.Client(port, "pingxuan_s", on_trial.cookies[one.officer.post_id])
        form = f"/nominations/{one.made.pk}/form"
        page = client.get(form)
        client.post(form, {**one.answers, "act": "next"}, page)
        page = client.get(f"{form}/confirm")
        client.post(f"{form}/confirm", {}, page)
        return client.statuses

    return [lambda one=one: job(one) for one in planned]


def bare(port: int, session: str, count: int) -> list[Callable[[], Sequence[int]]]:
    """One job per entry: two forms fetched, two forms saved."""
    fields = {
        "name": "演示单位", "nature": "国企", "head": "王安", "phone": "13800000001", "staff": "20",
        "founded": "2010年5月", "address": "人民东路1号", "deeds": "服务热情周到。" * 50, "contact": "李宁",
    }  # fmt: skip

    def job() -> Sequence[int]:
        client = trial.Client(port, "pingxuan_s", session)
        for _ in range(2):
            page = client.get("/entry")
            client.post("/entry", fields, page)
        return client.statuses

    return [job] * count


def measure(kind: str, clients: int, batch: int, pairs: int) -> dict[str, object]:
    """Alternating batches of ours and the bare peer's on one database kind."""
    with trial.trial(kind) as on_trial:
        trial.open_sample(on_trial, times=max(1, (WARM + batch * pairs) // 90 + 1))
        planned = _start(on_trial, WARM + batch * pairs)
        trial.state_clock(on_trial)
        session = next(iter(on_trial.cookies.values()))
        peer_environment = {**on_trial.environment, "DJANGO_SETTINGS_MODULE": "bare_settings"}
        with (
            trial.served(trial.OURS, on_trial.environment, "/sign-in") as (port, pid),
            trial.served(trial.BARE, peer_environment, "/ping") as (bare_port, _),
        ):
            rates: dict[str, list[float]] = {"ours": [], "bare": []}
            errors = 0
            trial.timed([*ours(port, on_trial, planned[:WARM]), *bare(bare_port, session, WARM)], clients)
            for turn in range(pairs):
                mine = ours(port, on_trial, planned[WARM + turn * batch :][:batch])
                for name, jobs in (("ours", mine), ("bare", bare(bare_port, session, batch))):
                    seconds, statuses = trial.timed(jobs, clients)
                    rates[name].append(batch / seconds)
                    errors += sum(status >= 500 for status in statuses)
            memory = trial.worker_memory(pid)
        handed_in = _handed_in()
    ratios = [a / b for a, b in zip(rates["ours"], rates["bare"], strict=True)]
    return {
        "database": kind, "clients": clients, "steps": STEPS, "flows": batch * pairs, "handed_in": handed_in,
        "errors_5xx": errors,
        "ours_per_s": round(median(rates["ours"]), 1), "bare_per_s": round(median(rates["bare"]), 1),
        "ratio": round(median(ratios), 2), "ratio_range": [round(min(ratios), 2), round(max(ratios), 2)],
        "worker_mib": memory,
    }  # fmt: skip


def _start(on_trial: trial.Trial, count: int) -> list[object]:
    from pingxuan.actions.nomination import start_nomination
    from pingxuan.management.rehearsal.answering import Filling
    from pingxuan.management.rehearsal.planning import plan_all

    scene = on_trial.scene
    plan_all(scene)
    wanted = [one for one in scene.planned if one.award is scene.definition.awards[0]][:count]
    for one in wanted:
        at = scene.clock.tick(1)
        one.made = start_nomination(one.part, one.award.key, nominee=one.nominee.name, by=one.officer, at=at)
        one.answers = Filling(one.award, one.nominee, scene.cast, "2023年2月16日").answers()
    return wanted


def _handed_in() -> int:
    from pingxuan.models import Nomination

    return Nomination.objects.filter(state="handed_in").count()


def main() -> None:
    """Prints one JSON document or a sentence per database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--batch", type=int, default=40)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    figures = measure(told.database, told.clients, told.batch, told.pairs)
    print(
        json.dumps(figures, ensure_ascii=False, indent=1)
        if told.json
        else f"{figures['database']}：{figures['ours_per_s']}/秒，裸表单 {figures['bare_per_s']}/秒"
    )


if __name__ == "__main__":
    main()
