"""What the documents name: commands, options, paths, settings, links."""
import functools
import re
import subprocess
import unicodedata

from stack import BINARIES, REPOSITORY

DOCUMENTS = sorted(
    path for path in REPOSITORY.rglob("*.md") if not {".build", ".venv", ".git", "node_modules", ".medianest"} & set(path.relative_to(REPOSITORY).parts))


def blocks(text):
    """The lines that are indented or fenced, without what stands in a list."""
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            yield line
        elif line.startswith("    ") and not line[4:].startswith((" ", "- ", "|")):
            yield line[4:]


def commands(path):
    """The commands of its blocks, without their comments."""
    for line in blocks(path.read_text()):
        line = re.sub(r"\s+#.*$", "", line).strip()
        if re.match(r"(medianest|docker|make|scripts/|Tests/performance/run|kubectl|redis-cli)\b", line):
            yield line


def spans(path):
    """What stands between backticks in its prose."""
    return [span for span in re.findall(r"`([^`\n]+)`", path.read_text())]


@functools.cache
def help_of(*subcommand):
    """What `medianest` says of a subcommand; None where there is none of that name."""
    run = subprocess.run([BINARIES / "medianest", *subcommand, "--help"], capture_output=True, text=True, timeout=20)
    return run.stdout if run.returncode == 0 else None


def wrong_with(command):
    """Why `medianest …` cannot be typed as it stands; None when it can."""
    words = command.split()[1:]
    path = []
    while len(path) < len(words) and re.fullmatch(r"[a-z]+", words[len(path)]) and _is_subcommand(path, words[len(path)]):
        path.append(words[len(path)])
    if not path and words and re.match(r"[a-z]", words[0]):
        return f"there is no `medianest {words[0]}`"
    known = help_of(*path)
    missing = [word for word in words if re.fullmatch(r"--[a-z-]+", word) and word not in known and word != "--help"]
    return f"`medianest {' '.join(path)}` has no {', '.join(missing)}" if missing else None


def _is_subcommand(path, word):
    return re.search(rf"^  {word}\s", help_of(*path).partition("SUBCOMMANDS:")[2], re.MULTILINE) is not None


def anchors(path):
    """The names that its headings have as places to go to."""
    found = {}
    fenced = False
    for line in path.read_text().splitlines():
        fenced ^= line.startswith("```")
        heading = re.match(r"#{1,6} (.*)", line)
        if heading and not fenced:
            name = anchor(heading[1])
            found[name] = found.get(name, -1) + 1
            if found[name]:
                found[f"{name}-{found[name]}"] = 0
    return set(found)


def anchor(heading):
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower().replace(" ", "-")
    return "".join(letter for letter in text if letter in "-_" or unicodedata.category(letter)[0] in "LN")


def links(path):
    """`(target, anchor)` of the links to other places of the repository."""
    text = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            name, _, place = target.partition("#")
            yield name, place
