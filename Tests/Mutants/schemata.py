"""Many mutants in one text: what each mutates stands there twice, and an environment variable says which of them runs.

Another variable names a folder in which the tree, with no mutant in force, notes which mutants a program came by: an empty
folder for each, since making one is a single call that says nothing if it is there.
"""

import re

from mutations import code_of

VARIABLE = "DARKROOM_MUTANT"
REACHED = "DARKROOM_MUTANTS_REACHED"

# What is read of the environment, in every file that has a mutant. It imports nothing, and comes last, so that no line
# before it moves. A mutant is noted once by a process, and the number of the last error of the system stays as it was.
SWITCH = """
@_silgen_name("getenv") private func environmentOfMutants(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar>?
@_silgen_name("mkdir") private func makeFolderOfMutant(_ path: UnsafePointer<CChar>, _ mode: UInt32) -> Int32
@_silgen_name("__errno_location") private func lastErrorOfMutants() -> UnsafeMutablePointer<Int32>
private let mutantInForce = environmentOfMutants("%(variable)s").flatMap { Int(String(cString: $0)) } ?? 0
private let folderOfMutants = environmentOfMutants("%(reached)s").map { String(cString: $0) } ?? ""
private let areMutantsNoted = !folderOfMutants.isEmpty
nonisolated(unsafe) private let notedMutants: UnsafeMutablePointer<Bool> = {
    let flags = UnsafeMutablePointer<Bool>.allocate(capacity: %(count)d)
    flags.initialize(repeating: false, count: %(count)d)
    return flags
}()
private func isInForce(mutant: Int) -> Bool {
    if mutantInForce == mutant { return true }
    if areMutantsNoted && !notedMutants[mutant] {
        notedMutants[mutant] = true
        let error = lastErrorOfMutants().pointee
        _ = makeFolderOfMutant("\\(folderOfMutants)/\\(mutant)", 0o777)
        lastErrorOfMutants().pointee = error
    }
    return false
}
"""

MODIFIERS = (
    r"(?:@\w+(?:\([^)\n]*\))?\s+)*"
    r"(?:(?:public|package|private|fileprivate|static|final|mutating|override|convenience|required|lazy) )*")
FUNCTION = re.compile(
    rf"{MODIFIERS}(?:func\b[^{{}}]*|init[?]?(?:<[^{{}}]*>)?\([^{{}}]*|subscript\([^{{}}]*)\)"
    r"(?:\s*(?:throws(?:\([^)]*\))?|rethrows))?(?:\s*->[^={}]*)?(?:\s*where[^={}]*)?\s*$")
PROPERTY = re.compile(rf"{MODIFIERS}(?:var \w+: [^={{}}]*|get)\s*$")
ACCESSORS = re.compile(r"\s*(?:get|set|willSet|didSet|_read|_modify)\b")
VALUE = re.compile(
    r"^[ \t]*(?:(?:public|package|private|fileprivate|static|final) )*(?:let|var) \w+(?:: [^=\n{]+)? = ",
    flags=re.MULTILINE)
GOES_ON = re.compile(r"\s*(?:[.?:+*/%&|<>=]|-\s|\?\?)")


def switched(text, mutants):
    """The text with mutants by their numbers, none of them in force unless the variable says so; and the numbers of those
    that found no place."""
    code = code_of(text)
    bodies, values = function_bodies(code), initial_values(code)
    places, homeless = {}, []
    for number, mutation in mutants.items():
        start, end, new = change(text, mutation)
        inside = [(a, b, "body") for a, b in bodies if a <= start and end <= b]
        inside = inside or [(a, b, "value") for a, b in values if a <= start and end <= b]
        if inside:
            place = max(inside)
            places.setdefault(place, {})[number] = text[place[0]:start] + new + text[end:place[1]]
        else:
            homeless.append(number)
    # A place inside of another would be in two texts: the outer one's mutants wait for another time.
    outer = [place for place in places if any(place != other and place[0] <= other[0] and other[1] <= place[1]
                                              for other in places)]
    for place in outer:
        homeless += places.pop(place)
    for (start, end, kind), texts in sorted(places.items(), reverse=True):
        text = text[:start] + choice(kind, texts, text[start:end]) + text[end:]
    switch = SWITCH % {"variable": VARIABLE, "reached": REACHED, "count": max(mutants) + 1}
    return text.rstrip("\n") + "\n" + switch, homeless


def choice(kind, texts, original):
    if kind == "body":
        cases = "".join(f" if isInForce(mutant: {number}) {{{text}\n}} else" for number, text in texts.items())
        return f"{cases} {{{original}}} "
    cases = "".join(f"isInForce(mutant: {number}) ? ({text}\n) : " for number, text in texts.items())
    return f"({cases}({original}))"


def change(text, mutation):
    """From where to where a mutation changes a text, and what stands there afterwards."""
    start = sum(len(line) + 1 for line in text.split("\n")[:mutation.line])
    old, new = mutation.old, mutation.new
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    rest = 0
    while rest < min(len(old), len(new)) - same and old[len(old) - 1 - rest] == new[len(new) - 1 - rest]:
        rest += 1
    return start + same, start + len(old) - rest, new[same:len(new) - rest]


def function_bodies(code):
    """Where bodies of functions, initialisers and computed properties begin behind their braces, and where they end."""
    bodies, open_braces, boundary = [], [], 0
    for place, character in enumerate(code):
        if character == "{":
            open_braces.append((place + 1, opens_body(code[boundary:place], code[place + 1:place + 80])))
        elif character == "}" and open_braces:
            start, is_body = open_braces.pop()
            if is_body:
                bodies.append((start, place))
        if character in "{}":
            boundary = place + 1
    return bodies


def opens_body(head, beginning):
    """Whether a brace behind some code opens a body that runs as a function does."""
    starts = list(re.finditer(rf"(?:^|\n)[ \t]*(?={MODIFIERS}(?:func\b|init\b|subscript\b|var\b|get\b))", head))
    if not starts:
        return False
    head = head[starts[-1].end():]
    return bool(FUNCTION.match(head) or (PROPERTY.match(head) and not ACCESSORS.match(beginning)))


def initial_values(code):
    """Where the values begin and end that constants and variables get where they are declared."""
    values = []
    for match in VALUE.finditer(code):
        depth, place = 0, match.end()
        while place < len(code):
            character = code[place]
            if character in "([{":
                depth += 1
            elif character in ")]}":
                depth -= 1
            if depth < 0 or (depth == 0 and character == "\n" and not GOES_ON.match(code[place + 1:place + 80])
                             and not re.search(r"[-+*/%&|<>=?:,]\s*$", code[match.end():place])):
                break
            place += 1
        if depth == 0:
            values.append((match.end(), place))
    return values


def culprits(text, errors, numbers):
    """The mutants of a switched text that errors in some of its lines, counted from 1, are about; all, where it is not known."""
    found, lines = set(), text.split("\n")
    for error in errors:
        for line in reversed(lines[:error]):
            match = re.findall(r"isInForce\(mutant: (\d+)\)", line)
            if match:
                found.add(int(match[-1]))
                break
    return found & set(numbers) or set(numbers)
