"""Every alert has an answer, and the rules of Prometheus are judged by its own tool."""
import subprocess

import pytest

from alert_rules import JUDGED, REPOSITORY, SCRAPED, answers, expressions, judged_names, metrics_in, scraped_metrics, scraped_names


def test_every_alert_has_an_answer_in_the_runbook():
    assert len(judged_names()) > 20 and len(scraped_names()) > 20
    told = answers()
    assert judged_names() | scraped_names() == set(told)
    assert all("`" in text and len(text) > 80 for text in told.values()), "an answer names a command"


def test_both_kinds_watch_for_the_same():
    assert judged_names() <= scraped_names(), f"{JUDGED.name} has alerts that {SCRAPED.name} has not"


def test_every_expression_is_read():
    assert len(list(expressions())) == SCRAPED.read_text().count("- alert:")
    assert all(metrics_in(expression) for expression in expressions() if not expression.startswith("up{"))


def test_the_words_of_an_expression_are_told_apart():
    assert metrics_in('sum by (le) (rate(a_b_bucket{le="1"}[5m])) > 0.2 and on (job) sum(c) == 1 or absent(d)') == {"a_b_bucket", "c", "d"}
    assert "postgres_query_seconds_bucket" in scraped_metrics()


@pytest.mark.parametrize("command", [["check", "rules", SCRAPED], ["test", "rules", REPOSITORY / "Tests/Prometheus/alerts_test.yml"]])
def test_prometheus_takes_the_rules(command):
    run = subprocess.run(["promtool", *command], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
