#!/usr/bin/env python3
"""Tries small mistakes on the tests: which of them does no test notice?

    mutants.py [--count 100] [--seed 1] [--module NAME] [--jobs 1] [--folder .build-mutants] [--list]

Draws as many mutants as are asked for, each one exchange in one line of Sources (mutations.py); every module gets its
share, a larger one a larger share. All that can are put into one copy of the tree, each switched on by a variable
(schemata.py), so that it is built once; the others are built each by itself. The tests run once without a mutant, suite by
suite, and note which mutants they come by. Each mutant is given to those suites that do, the module's own first, and then
those of all modules above it. What does not compile is drawn again. A mutant is killed where the tests fail twice. What
hangs counts as killed, and is told apart: it takes over five times as long as the tests without it do, measured once more
in case that the machine has become busy. The survivors are listed at the end, each with what it exchanges: a test is
missing there, or the mutant means the same as the original. --jobs says how many are tested at a time.

All is kept in --folder, a line of JSON a mutant: a run that was ended goes on where it was, as long as the tree is the
same, documentation and this script apart. The same seed and the same tree draw the same mutants. --list draws without
trying.
"""

import argparse
import json
import pathlib
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from mutations import mutations, siblings
from trial import ROOT, Tree


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


def record_of(number, module, path, mutation):
    """A mutant as the log has it, but for what came of it."""
    return {
        "number": number, "module": module, "file": str(path), "line": mutation.line + 1, "kind": mutation.kind,
        "old": mutation.old, "new": mutation.new}


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
    parser.add_argument("--jobs", type=int, default=1, help="so many are tested at a time")
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / ".build-mutants")
    parser.add_argument("--swift", default="swift")
    parser.add_argument("--traits", default="Jupyter,HTMLReports,JPEG,WebP,GIF,TIFF")
    parser.add_argument("--list", action="store_true", help="draw, and try nothing")
    options = parser.parse_args()

    options.folder.mkdir(parents=True, exist_ok=True)
    tree = Tree(options.folder.resolve(), options.swift, options.traits)
    modules = tree.modules()
    if options.module:
        modules = {options.module: modules[options.module]}
    draw = Draw(modules, options.seed)
    log = options.folder / f"{tree.identity}-{options.module or 'all'}-{options.seed}.jsonl"
    lines = log.read_text().splitlines() if log.exists() else []
    records = {(record["file"], record["line"], record["new"]): record for record in map(json.loads, lines)}
    writing = threading.Lock()

    def attempt(number, module, mutant, trial, *arguments):
        start = time.monotonic()
        outcome, reason = trial(module, *arguments)
        record = record_of(number, module, *mutant) | {
            "outcome": outcome, "reason": reason, "seconds": round(time.monotonic() - start)}
        with writing:
            records[mark(*mutant)] = record
            with log.open("a") as file:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
            print(f"{described(record)}\n  {outcome} after {record['seconds']} s  {reason}", flush=True)

    # Every run draws all anew, in the same order, and tries those of which it has no record. What does not compile is
    # drawn again in the next round.
    drawn, tried = set(), {}
    waiting = dict(enumerate(draw.modules(options.count), start=1))
    while waiting:
        mutants = {}
        for number, module in waiting.items():
            mutants[number] = draw.mutant(number, module, drawn)
            drawn.add(mark(*mutants[number]))
        if options.list:
            for number, module in waiting.items():
                print(described(record_of(number, module, *mutants[number])))
            return
        untried = {number: mutant for number, mutant in mutants.items() if mark(*mutant) not in records}
        if untried:
            built = tree.put(untried)
            tree.measure()

            def attempt_built(number):
                attempt(number, waiting[number], untried[number], tree.trial, number)
            with ThreadPoolExecutor(options.jobs) as pool:
                list(pool.map(attempt_built, sorted(built)))
            for number in sorted(untried.keys() - built):
                path, mutation = untried[number]
                attempt(
                    number, waiting[number], untried[number], tree.trial_alone, path, draw.text(path, mutation))
        tried.update((number, records[mark(*mutant)]) for number, mutant in mutants.items())
        waiting = {number: module for number, module in waiting.items() if tried[number]["outcome"] == "not compiled"}
    survivors = [record for _, record in sorted(tried.items()) if record["outcome"] == "survived"]
    hung = sum(record["outcome"] == "hung" for record in tried.values())
    print(
        f"\n{len(tried)} mutants, {len(tried) - len(survivors)} killed, {hung} of them as tests hung, "
        f"{len(survivors)} survived ({log})")
    for record in survivors:
        print("\n" + described(record))


if __name__ == "__main__":
    main()
