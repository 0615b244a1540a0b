"""Small mistakes that somebody could have made in a file of Swift: each exchanges a few characters of one line."""

import re
from dataclasses import dataclass

EXCHANGES = {
    "flipped comparison": {
        " < ": " <= ", " <= ": " < ", " > ": " >= ", " >= ": " > ", " == ": " != ", " != ": " == "},
    "other arithmetic": {
        " + ": " - ", " - ": " + ", " * ": " + ", " / ": " * ", " % ": " / ", " += ": " -= ", " -= ": " += ",
        " &+ ": " &- ", " &- ": " &+ "},
    "other logic": {" && ": " || ", " || ": " && "},
    "other range": {"..<": "...", "...": "..<"},
    "exchanged constant": {"true": "false", "false": "true", ".min(": ".max(", ".max(": ".min("},
    "exchanged bound": {"min(": "max(", "max(": "min("},
}
# What an early return gives, by how the function's type begins.
RETURNS = [("Bool", "false"), ("Int", "0"), ("Double", "0"), ("Float", "0"), ("String", '""'), ("[", "[]")]
# Words that begin what is no statement to leave out.
KEPT = re.compile(
    r"(let|var|func|struct|enum|class|case|return|guard|if|else|for|while|switch|import|throw|defer|init|self\.init|super"
    r"|extension|protocol|typealias|precondition|assert|public|package|private|fileprivate|static|override|final|@|#|\.)")

# Conditions that hold in the build that is tested.
COMPILED = re.compile(r"(Jupyter|HTMLReports|canImport\((Glibc|FoundationEssentials)\)|os\(Linux\))$")
# Lines for what only a build without some trait does, which Tests/PlainBuild tests.
UNBUILT = re.compile(r"!Build\.has")
# How long something waits, which no test may depend on, and room that is made in advance or kept.
UNTESTABLE = re.compile(
    r"(?i)(grace|patience = \d|timeout|interval|pause|milliseconds|microseconds|usleep|nanosleep|sched_yield|reservecapacity|keepingcapacity)")


@dataclass(frozen=True)
class Mutation:
    """A line of a file, from 0, as it is and as it becomes."""
    kind: str
    line: int
    old: str
    new: str


def code_of(text):
    """The text with all that is no code, comments and strings, turned into as many tildes."""
    def blank(match):
        return re.sub(r"[^\n]", "~", match[0])
    return re.sub(
        r'//[^\n]*|/\*.*?\*/|#*"""(?:\\.|.)*?"""#*|#"[^\n]*?"#|"(?:\\\((?:[^()\n]|\([^()\n]*\))*\)|\\.|[^"\\\n])*"', blank,
        text, flags=re.DOTALL)


def siblings(texts):
    """The names of cases without values, each with the others of its enumeration, where it is in one alone."""
    found = {}
    for text in texts:
        for body in re.findall(r"\benum \w+[^{}]*\{((?:[^{}]|\{[^{}]*\})*)\}", code_of(text)):
            lists = re.findall(r"^\s*case (\w+(?: = [^,\n]+)?(?:, \w+(?: = [^,\n]+)?)*)\s*$", body, flags=re.MULTILINE)
            names = [name.split(" ")[0] for cases in lists for name in cases.split(", ")]
            for name in names:
                found.setdefault(name, []).append([other for other in names if other != name])
    return {name: others[0] for name, others in found.items() if len(others) == 1 and others[0]}


def mutations(text, cases):
    """All mutations of a file, in order; `cases` are what `siblings` gives for the whole tree."""
    code = code_of(text)
    lines, codes = text.split("\n"), code.split("\n")
    left_out = set(not_compiled(codes))
    for number, (line, bare) in enumerate(zip(lines, codes)):
        if number in left_out or UNBUILT.search(bare) or UNTESTABLE.search(bare) or re.match(r"\s*(import|@|#|(public |package |internal )*import)\b", bare):
            continue
        def mutation(kind, start, end, new):
            return Mutation(kind, number, line, line[:start] + new + line[end:])
        for kind, table in EXCHANGES.items():
            for old, new in table.items():
                word = re.escape(old)
                word = rf"\b{word}" if old[0].isalpha() else word
                word = rf"{word}\b" if old[-1].isalpha() else word
                if old in ("min(", "max("):
                    word = r"(?<!\.)" + word
                for match in re.finditer(word, bare):
                    # These are the keys of a dictionary, no two of them equal.
                    if ".sorted(by: { $0.key < $1.key" in bare and old == " < ":
                        continue
                    if old == "..." and not re.search(r"[\w)\]]$", bare[:match.start()]):
                        continue
                    yield mutation(kind, match.start(), match.end(), new)
        for match in re.finditer(r"(?<![\w.$])\d[\d_]*(?![\w.])", bare):
            value = int(match[0].replace("_", ""))
            for other in sorted({value + 1, max(0, value - 1)} - {value}):
                yield mutation("off by one", match.start(), match.end(), str(other))
        for match in re.finditer(r"(?<![\w.$])\d+\.\d+(?![\w.])", bare):
            if float(match[0]) == 0:
                continue
            yield mutation("other constant", match.start(), match.end(), f"(2 * {match[0]})")
        for match in re.finditer(r"(?<=[ (\[:])\.([a-z]\w*)(?![\w(])", bare):
            for other in cases.get(match[1], []):
                yield mutation("exchanged case", match.start(), match.end(), f".{other}")
        condition = re.match(r"(\s*(?:\} else )?(?:if|while|guard) )([^,{}~]+?)( else \{| \{)", bare)
        if condition and not re.search(r"\b(let|var|case|#)", condition[2]):
            yield mutation("negated condition", condition.start(2), condition.end(2), f"!({line[slice(*condition.span(2))]})")
        statement = bare.strip()
        if is_statement(statement):
            yield mutation("dropped statement", 0, len(line), "")
        yield from early_returns(number, line, bare)


def not_compiled(codes):
    """The lines that this build leaves out: what stands for missing traits, and for other systems and processors."""
    parts = []
    for number, bare in enumerate(codes):
        directive = re.match(r"\s*#(if|elseif|else|endif)\b\s*(.*)", bare)
        if not directive:
            if "no" in parts:
                yield number
            continue
        word, condition = directive[1], directive[2].strip()
        if word == "if":
            parts.append("yes" if COMPILED.match(condition) else "no" if condition.startswith("!") else "both")
        elif word == "endif":
            parts.pop()
        else:
            parts[-1] = {"yes": "no", "no": "yes"}.get(parts[-1], "both")


def is_statement(code):
    """Whether a line is a call or an assignment that stands for itself."""
    if KEPT.match(code) or any(code.count(a) != code.count(b) for a, b in ("()", "[]", "{}")):
        return False
    call = re.fullmatch(r"(try )?[a-z_][\w.?]*(\[[^\]]*\])?[\w.?]*\(.*\)", code)
    return bool(call or re.fullmatch(r"[a-z_][\w.?]*(\[[^=]*\])?[\w.?]* (=|[-+*/|&]=) \S.*[^,+*/|&?:-]", code))


def early_returns(number, line, bare):
    """A function that ends where it begins."""
    head = re.search(r"\bfunc \w+.*\)(?: (?:throws(?:\(\w+\))?|rethrows))*(?: -> (.+?))? \{$", bare)
    if not head:
        return
    if head[1] is None:
        value = ""
    elif head[1].endswith("?"):
        value = " nil"
    else:
        value = next((" " + value for type, value in RETURNS if head[1].startswith(type)), None)
        if value is None or (head[1][0] != "[" and not head[1].isidentifier()):
            return
    yield Mutation("early return", number, line, f"{line} if Bool(true) {{ return{value} }}")
