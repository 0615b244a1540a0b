#!/usr/bin/env python3
"""Tries small mistakes on the tests: which of them does no test notice?

    mutants.py [--count 100] [--seed 1] [--module NAME] [--folder .build-mutants] [--list]

Draws as many mutants as are asked for, each one exchange in one line of Sources (mutations.py); every module gets its
share, a larger one a larger share. All that can are put into one copy of the tree, each switched on by a variable
(schemata.py), so that it is built once; the others are built each by itself. Each is given to the module's own tests,
and where these pass to those of all modules above it. What does not compile is drawn again; what hangs counts as
killed. The survivors are listed at the end, each with what it exchanges: a test is missing there, or the mutant means
the same as the original.

All is kept in --folder, a line of JSON a mutant: a run that was ended goes on where it was, as long as the tree is the
same, documentation and this script apart. The same seed and the same tree draw the same mutants. --list draws without
trying.
"""

import argparse
import json
import pathlib
import random
import time

from mutations import mutations, siblings
from trial import ROOT, Tree

# Tests may take so many times what they take without a mutant, and so many seconds more.
PATIENCE, GRACE = 5, 60


class Draw:
    """The mutants of a seed: for each number a module, and one of its mutations."""
    def __init__(self, modules, seed):
        texts = {path: (ROOT / path).read_text() for paths in modules.values() for path in paths}
        cases = siblings(texts.values())
        self.seed, self.texts = seed, texts
        self.candidates = {
            module: [(path, mutation) for path in paths for mutation in mutations(texts[path], cases)]
            for module, paths in modules.items()}
        self.candidates = {module: found for module, found in self.candidates.items() if found}

    def modules(self, count):
        """Which module each mutant is of: all of them once, as far as there are numbers, then by the root of their size."""
        draw = random.Random(f"{self.seed}/modules")
        names = sorted(self.candidates)
        first = draw.sample(names, len(names))
        weights = [len(self.candidates[name]) ** 0.5 for name in names]
        return (first + draw.choices(names, weights, k=count))[:count]

    def mutant(self, number, module, drawn):
        """The first mutation of a module, in an order that the number draws, that was not drawn before."""
        order = random.Random(f"{self.seed}/{number}")
        left = [each for each in self.candidates[module] if mark(*each) not in drawn]
        if not left:
            raise SystemExit(f"{module} has no mutants left")
        # Every kind of mutation gets its share, too: constants outnumber all others.
        kinds = sorted({mutation.kind for _, mutation in left})
        kind = order.choice(kinds)
        return order.choice([each for each in left if each[1].kind == kind])

    def text(self, path, mutation):
        lines = self.texts[path].split("\n")
        lines[mutation.line] = mutation.new
        return "\n".join(lines)


def mark(path, mutation):
    """What tells a mutant from all others."""
    return str(path), mutation.line + 1, mutation.new


def described(record):
    """A mutant as people read it."""
    return "\n".join([
        f"{record['file']}:{record['line']}: {record['kind']} (mutant {record['number']})",
        f"  - {record['old'].strip()}", f"  + {record['new'].strip() or '(nothing)'}"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--module", help="mutants of this module alone")
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / ".build-mutants")
    parser.add_argument("--swift", default="swift")
    parser.add_argument("--traits", default="LineEditing,Jupyter,HTMLReports")
    parser.add_argument("--list", action="store_true", help="draw, and try nothing")
    options = parser.parse_args()

    options.folder.mkdir(parents=True, exist_ok=True)
    tree = Tree(options.folder.resolve(), options.swift, options.traits)
    modules = tree.modules()
    if options.module:
        modules = {options.module: modules[options.module]}
    draw = Draw(modules, options.seed)
    log = options.folder / f"{tree.identity}-{options.module or 'all'}-{options.seed}.jsonl"
    records = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    done = {record["number"]: record for record in records if record["outcome"] != "not compiled"}
    drawn = {(record["file"], record["line"], record["new"]) for record in records}
    numbered = list(enumerate(draw.modules(options.count), start=1))

    def note(number, module, path, mutation, outcome, reason, start):
        record = {
            "number": number, "module": module, "file": str(path), "line": mutation.line + 1, "kind": mutation.kind,
            "old": mutation.old, "new": mutation.new, "outcome": outcome, "reason": reason,
            "seconds": round(time.monotonic() - start)}
        with log.open("a") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
        print(f"{described(record)}\n  {outcome} after {record['seconds']} s  {reason}", flush=True)
        if outcome != "not compiled":
            done[number] = record

    # What does not compile is drawn again in the next round.
    while waiting := [(number, module) for number, module in numbered if number not in done]:
        mutants = {}
        for number, module in waiting:
            mutants[number] = draw.mutant(number, module, drawn)
            drawn.add(mark(*mutants[number]))
        if options.list:
            for number, (path, mutation) in mutants.items():
                print(f"{path}:{mutation.line + 1}: {mutation.kind} (mutant {number})\n"
                      f"  - {mutation.old.strip()}\n  + {mutation.new.strip() or '(nothing)'}")
            return
        built = tree.put(mutants)
        limit = PATIENCE * tree.baseline() + GRACE
        for number, module in sorted(waiting, key=lambda each: each[0] not in built):
            path, mutation = mutants[number]
            start = time.monotonic()
            trial = (tree.trial(module, number, limit) if number in built
                     else tree.trial_alone(module, path, draw.text(path, mutation), limit))
            note(number, module, path, mutation, *trial, start)
    tried = [record for number, record in sorted(done.items()) if number <= options.count]
    survivors = [record for record in tried if record["outcome"] == "survived"]
    if tried:
        print(f"\n{len(tried)} mutants, {len(tried) - len(survivors)} killed, {len(survivors)} survived ({log})")
        for record in survivors:
            print("\n" + described(record))


if __name__ == "__main__":
    main()
