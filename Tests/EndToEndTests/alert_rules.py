"""What alerts there are, as their files and the runbook say: those that a gateway judges, and those of Prometheus."""
import pathlib
import re

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
JUDGED = REPOSITORY / "services/gateway/Operations/Alerts/AlertRule+standard.swift"
SCRAPED = REPOSITORY / "deploy/prometheus/alerts.yml"
RUNBOOK = REPOSITORY / "docs/runbook.md"
# Prometheus's own.
GIVEN = {"up"}
WORDS = {"and", "or", "unless", "on", "by", "ignoring", "without"}


def judged_names():
    return set(re.findall(r'AlertRule\(\s*"(\w+)"', JUDGED.read_text()))


def scraped_names():
    return set(re.findall(r"- alert: (\w+)", SCRAPED.read_text()))


def answers():
    """What the runbook says under each alert's heading."""
    section = RUNBOOK.read_text().split("\n## Alerts\n", 1)[1].split("\n## ", 1)[0]
    return {heading: text.strip() for heading, text in re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", section, re.MULTILINE | re.DOTALL)}


def expressions():
    """Every `expr:` of the rules, on its line or in the block below it."""
    lines = SCRAPED.read_text().splitlines()
    for number, line in enumerate(lines):
        found = re.match(r"( *)expr: (.*)", line)
        if not found:
            continue
        if found[2] != "|":
            yield found[2]
            continue
        block = []
        for below in lines[number + 1:]:
            if len(below) - len(below.lstrip()) <= len(found[1]):
                break
            block.append(below.strip())
        yield " ".join(block)


def metrics_in(expression):
    """The metrics that an expression asks for: its words that are neither labels, functions nor operators."""
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\b(?:by|on|ignoring|without) \([^)]*\)", " ", expression)
    return {word for word in re.findall(r"[a-zA-Z_:][\w:]*(?!\w|\s*\()", bare)} - WORDS - GIVEN


def scraped_metrics():
    return set().union(*map(metrics_in, expressions()))
