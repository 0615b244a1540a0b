#!/usr/bin/env python3
"""Shares a training among hosts with a link of a known speed, and compares and times what comes of it.

The hosts are network namespaces of this machine, with a name and an address each; what they send is slowed down to --rate
and delayed by --delay, by the kernel's netem or, where it has none, by link.py. Open MPI talks TCP between them. The files
must be those of one process, byte for byte, and the seconds are printed beside those of one process. It takes root, and
Open MPI.

    python3 Tests/Cluster/hosts.py --program .build/release/darkroom --hosts 2
"""

import argparse
import contextlib
import multiprocessing
import pathlib
import re
import subprocess
import sys
import tempfile

import link

LESSON = """
training = load sketches count={images}
seed 1
model = autoencoder {model}
log = train model on=training epochs={epochs} batch={batch} shuffle=yes store=no
save model "model.safetensors"
save log "log.json"
"""
SPACE = "darkroom"
RATES = {"mbit": 1e6, "gbit": 1e9}
TIMES = {"us": 1e-6, "ms": 1e-3, "s": 1.0}


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
    """So many hosts, each at the end of a link: on a bridge with netem, or else by packets that are carried over."""
    hosts = {number: space(number) for number in range(1, count + 1)}
    carrier = None
    try:
        for name in [space(0), *hosts.values()]:
            run("ip", "netns", "add", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
        if has_netem():
            bridge(hosts, rate, delay)
        else:
            print("this kernel has no netem: packets are carried over by a process of their own", flush=True)
            ready = multiprocessing.Event()
            carrier = multiprocessing.Process(
                target=link.carry, args=(hosts, number_of(rate, RATES), number_of(delay, TIMES), ready), daemon=True)
            carrier.start()
            if not ready.wait(10):
                sys.exit("the packets are not carried")
            for number, name in hosts.items():
                run("ip", "-n", name, "address", "add", f"{address(number)}/24", "dev", "link0")
                run("ip", "-n", name, "link", "set", "link0", "mtu", link.LARGEST_PACKET, "up")
        yield
    finally:
        if carrier:
            carrier.kill()
            carrier.join()
        for name in [space(0), *hosts.values()]:
            run("ip", "netns", "delete", name, check=False)


def has_netem():
    """Whether the kernel delays packets by itself."""
    words = ("tc", "-n", space(0), "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms")
    return run(*words, check=False).returncode == 0


def bridge(hosts, rate, delay):
    """Puts the hosts on a bridge; what they send is slowed down and delayed."""
    run("ip", "-n", space(0), "link", "add", "bridge", "type", "bridge")
    run("ip", "-n", space(0), "link", "set", "bridge", "up")
    for number, name in hosts.items():
        port = f"port{number}"
        run("ip", "link", "add", port, "netns", space(0), "type", "veth", "peer", "name", "link0", "netns", name)
        run("ip", "-n", space(0), "link", "set", port, "master", "bridge", "up")
        run("ip", "-n", name, "address", "add", f"{address(number)}/24", "dev", "link0")
        run("ip", "-n", name, "link", "set", "link0", "up")
        run("tc", "-n", name, "qdisc", "add", "dev", "link0", "root", "netem", "delay", delay, "rate", rate)


def number_of(text, units):
    """A number with a unit, such as 10gbit or 50us."""
    found = re.fullmatch(r"([0-9.]+)([a-z]+)", text)
    if not found or found[2] not in units:
        sys.exit(f"{text} is no number with one of {', '.join(units)}")
    return float(found[1]) * units[found[2]]


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
