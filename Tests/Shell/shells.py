"""Shells that complete a line: what each would offer for it."""

import os
import pty
import re
import select
import subprocess
import time

PATIENCE = 60


def environment(darkroom, folder):
    return {
        "PATH": f"{darkroom.parent}:/usr/bin:/bin", "HOME": str(folder), "TERM": "dumb", "LC_ALL": "C.UTF-8",
        "XDG_CONFIG_HOME": str(folder / ".config"), "XDG_DATA_HOME": str(folder / ".data")}


def script(darkroom, shell):
    return subprocess.run([darkroom, "completion", shell], check=True, capture_output=True, text=True).stdout


def bash(darkroom, folder, line):
    """What bash offers, by the function that its script declares for the program."""
    words = line.split() + ([""] if line.endswith(" ") else [])
    quoted = " ".join(f"'{word}'" for word in words)
    ask = f"""
        {script(darkroom, 'bash')}
        function compopt {{ :; }}
        COMP_LINE='{line}' COMP_POINT={len(line)} COMP_WORDS=({quoted}) COMP_CWORD={len(words) - 1}
        declare -a COMPREPLY=()
        $(complete -p darkroom | sed 's/.*-F \\([^ ]*\\) .*/\\1/') darkroom '{words[-1]}' '{words[-2]}'
        printf '%s\\n' "${{COMPREPLY[@]}}" """
    result = subprocess.run(
        ["bash", "--norc", "-c", ask], cwd=folder, env=environment(darkroom, folder), capture_output=True, text=True,
        timeout=PATIENCE, check=True)
    return set(result.stdout.split())


def fish(darkroom, folder, line):
    """What fish offers, as it tells itself."""
    (folder / ".config/fish/completions").mkdir(parents=True, exist_ok=True)
    (folder / ".config/fish/completions/darkroom.fish").write_text(script(darkroom, "fish"))
    result = subprocess.run(
        ["fish", "-c", f"complete -C '{line}'"], cwd=folder, env=environment(darkroom, folder), capture_output=True,
        text=True, timeout=PATIENCE, check=True)
    return {offer.split("\t")[0].rstrip("/") for offer in result.stdout.splitlines()}


def zsh(darkroom, folder, line):
    """What zsh offers when Tab is pressed in a terminal, listed below the line."""
    functions = folder / "functions"
    functions.mkdir(exist_ok=True)
    (functions / "_darkroom").write_text(script(darkroom, "zsh"))
    (folder / ".zshrc").write_text(
        f"fpath=({functions} $fpath); autoload -U compinit; compinit -u -d {folder}/dump\n"
        "unsetopt zle_bracketed_paste auto_menu menu_complete list_types; setopt bash_auto_list\n"
        "zstyle ':completion:*' list-separator '#'; LISTMAX=1000; PS1='ready> '\n")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe("zsh", ["zsh", "-i"], environment(darkroom, folder) | {"COLUMNS": "1000", "LINES": "400"})
    try:
        until(terminal, "ready> ")
        os.write(terminal, line.encode() + b"\t\t")
        shown = until(terminal, None)
        os.write(terminal, b"\x15exit\n")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    return set(re.findall(r"[^\s#]+", shown))


def until(terminal, words):
    """Reads until some words come, or, without any, until nothing comes for a while after something did."""
    told, deadline = b"", time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 3 if told and words is None else PATIENCE)
        if not ready:
            break
        told += os.read(terminal, 65536)
        if words is not None and words.encode() in told:
            break
    return told.decode(errors="replace")
