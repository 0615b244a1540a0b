#!/usr/bin/env python3
"""Shares a training among hosts with a link of a known speed, and compares and times what comes of it.

The hosts are network namespaces of this machine, with a name and an address each, on a bridge; what they send is slowed down
to --rate, and delayed by --delay where the kernel has netem. Open MPI talks TCP between them. The files must be those of one
process, byte for byte, and the seconds are printed beside those of one process. It takes root, and Open MPI.

    python3 Tests/Cluster/hosts.py --program .build/release/darkroom --hosts 2
"""

import argparse
import contextlib
import pathlib
import re
import subprocess
import sys
import tempfile

LESSON = """
training = load sketches count={images}
seed 1
model = autoencoder {model}
log = train model on=training epochs={epochs} batch={batch} shuffle=yes store=no
save model "model.safetensors"
save log "log.json"
"""
SPACE = "darkroom"


def run(*words, check=True, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **more)
    if check and done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: status {done.returncode}\n{done.stderr[-2000:]}")
    return done


def space(number):
    return f"{SPACE}-{number}"


def address(number):
    return f"10.99.0.{number}"


@contextlib.contextmanager
def network(count, rate, delay):
    """So many hosts on a bridge."""
    names = [space(0)] + [space(number) for number in range(1, count + 1)]
    try:
        for name in names:
            run("ip", "netns", "add", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
        run("ip", "-n", space(0), "link", "add", "bridge", "type", "bridge")
        run("ip", "-n", space(0), "link", "set", "bridge", "up")
        for number in range(1, count + 1):
            port = f"port{number}"
            run("ip", "link", "add", port, "netns", space(0), "type", "veth", "peer", "name", "eth0", "netns", space(number))
            run("ip", "-n", space(0), "link", "set", port, "master", "bridge", "up")
            run("ip", "-n", space(number), "address", "add", f"{address(number)}/24", "dev", "eth0")
            run("ip", "-n", space(number), "link", "set", "eth0", "up")
            slow = ("tc", "-n", space(number), "qdisc", "add", "dev", "eth0", "root")
            if run(*slow, "netem", "delay", delay, "rate", rate, check=False).returncode != 0:
                run(*slow, "tbf", "rate", rate, "burst", "128kb", "latency", "100ms")
                if number == 1:
                    print(f"this kernel has no netem: {rate}, and no delay", flush=True)
        yield
    finally:
        for name in names:
            run("ip", "netns", "delete", name, check=False)


def command(program, script, output, threads, *more):
    return [program, "run", script, "--output", output, "--threads", threads, "--store", "none", "--quiet", *more]


def outcome(folder):
    """The weights and the losses, and the seconds of each epoch."""
    log = (folder / "log.json").read_text()
    seconds = [float(number) for number in re.findall(r'"training_seconds": ([0-9.e+-]+)', log)]
    plain = re.sub(r'"training_seconds": [^,}]*', "", log)
    return ((folder / "model.safetensors").read_bytes(), plain), seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--hosts", type=int, default=2)
    parser.add_argument("--rate", default="1gbit")
    parser.add_argument("--delay", default="1ms")
    parser.add_argument("--model", default="latent=200")
    parser.add_argument("--images", type=int, default=1024)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--epochs", type=int, default=5)
    given = parser.parse_args()
    program = given.program.resolve()
    with tempfile.TemporaryDirectory() as place, network(given.hosts, given.rate, given.delay):
        folder = pathlib.Path(place)
        script = folder / "lesson.darkroom"
        script.write_text(LESSON.format(**vars(given)))
        # What a launcher calls in place of ssh: an address, and what is to run there.
        agent = folder / "agent"
        agent.write_text(
            "#!/bin/sh\n"
            f"space={SPACE}-${{1##*.}}\nshift\n"
            'exec ip netns exec $space unshare --uts sh -c "hostname $space; $*"\n')
        agent.chmod(0o755)
        hosts = ",".join(address(number) for number in range(1, given.hosts + 1))
        launch = ["mpirun.openmpi", "--allow-run-as-root", "--mca", "plm_rsh_agent", agent, "--host", hosts, "-n", given.hosts]
        for key, value in [
            ("btl", "tcp,self"), ("btl_tcp_if_include", "10.99.0.0/24"), ("oob_tcp_if_include", "10.99.0.0/24"),
            ("hwloc_base_binding_policy", "none"),
        ]:
            launch += ["--mca", key, value]
        alone = command(program, script, folder / "alone", 1)
        shared = [agent, address(1)] + launch + command(program, script, folder / "shared", 1, "--distributed")
        times = {"alone": [], "shared": []}
        # By turns, so that what else the machine does falls on both.
        for _ in range(3):
            for name, words in ("alone", alone), ("shared", shared):
                run(*words, timeout=600)
                result, seconds = outcome(folder / name)
                times[name] += seconds
            if outcome(folder / "alone")[0] != outcome(folder / "shared")[0]:
                sys.exit(f"{given.hosts} hosts come to other numbers than one process")
        best = {name: min(seconds) for name, seconds in times.items()}
        print(
            f"{given.hosts} hosts of one thread, batches of {given.batch}, {given.model}: the same bits; an epoch of "
            f"{given.images} images takes {best['shared']:.3f} s, that of one process {best['alone']:.3f} s: "
            f"{best['alone'] / best['shared']:.2f} times as fast")


if __name__ == "__main__":
    main()
