"""Shells that complete a line: what each would offer for it."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time

PATIENCE = 60


def environment(darkroom, folder):
    return {
        "PATH": f"{darkroom.parent}:/usr/bin:/bin", "HOME": str(folder), "TERM": "xterm", "LC_ALL": "C.UTF-8",
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
    """What fish offers when Tab is pressed in a terminal, listed below the line."""
    (folder / ".config/fish/completions").mkdir(parents=True, exist_ok=True)
    (folder / ".config/fish/completions/darkroom.fish").write_text(script(darkroom, "fish"))
    (folder / ".config/fish/config.fish").write_text(
        "function fish_prompt; echo 'ready> '; end\nset fish_greeting\nset fish_autosuggestion_enabled 0\n")
    return listed(["fish", "-i"], darkroom, folder, line)


def zsh(darkroom, folder, line):
    """What zsh offers when Tab is pressed in a terminal, listed below the line."""
    functions = folder / "functions"
    functions.mkdir(exist_ok=True)
    (functions / "_darkroom").write_text(script(darkroom, "zsh"))
    (folder / ".zshrc").write_text(
        f"fpath=({functions} $fpath); autoload -U compinit; compinit -u -d {folder}/dump\n"
        "unsetopt zle_bracketed_paste auto_menu menu_complete list_types; setopt bash_auto_list\n"
        "zstyle ':completion:*' list-separator '#'; LISTMAX=1000; PS1='ready> '\n")
    return listed(["zsh", "-i"], darkroom, folder, line)


def listed(shell, darkroom, folder, line):
    """The words that a shell shows in a terminal when Tab is pressed twice behind a line."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(shell[0], shell, environment(darkroom, folder))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 400, 1000, 0, 0))
    try:
        until(terminal, "ready> ")
        os.write(terminal, line.encode() + b"\t\t")
        shown = until(terminal, None)
        os.write(terminal, b"\x15exit\n")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    plain = re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|\(B|[=>])", " ", shown)
    return {word.rstrip("/") for word in re.findall(r"[^\s#]+", plain)}


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
