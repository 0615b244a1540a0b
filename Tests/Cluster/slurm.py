"""A Slurm cluster of this one machine, from Debian's slurm-wlm and munge, in a folder of its own."""

import os
import pathlib
import shutil
import socket
import subprocess
import time

NEEDED = ["munged", "slurmctld", "slurmd", "sbatch", "squeue"]


def missing():
    """The programs that are not there."""
    path = os.environ["PATH"] + ":/usr/sbin"
    return [name for name in NEEDED if not shutil.which(name, path=path)]


class Slurm:
    """Runs from entering to leaving a `with`; all that it writes lies in `folder`."""

    def __init__(self, folder, processors):
        self.folder = pathlib.Path(folder)
        self.processors = processors
        self.host = socket.gethostname().split(".")[0]
        self.daemons = []

    def __enter__(self):
        try:
            self.begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def begin(self):
        """Starts the daemons, one after the other."""
        for name in ["state", "spool", "munge", "logs"]:
            (self.folder / name).mkdir(parents=True)
        key = self.folder / "munge" / "key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        socket_path = self.folder / "munge" / "socket"
        (self.folder / "slurm.conf").write_text(f"""\
ClusterName=one
SlurmctldHost={self.host}(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={socket_path}
CredType=cred/munge
SlurmctldPort=16817
SlurmdPort=16818
SlurmctldPidFile={self.folder}/slurmctld.pid
SlurmdPidFile={self.folder}/slurmd.pid
StateSaveLocation={self.folder}/state
SlurmdSpoolDir={self.folder}/spool
SlurmctldLogFile={self.folder}/logs/slurmctld
SlurmdLogFile={self.folder}/logs/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
SlurmdParameters=config_overrides
ReturnToService=2
NodeName={self.host} NodeAddr=127.0.0.1 CPUs={self.processors} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
""")
        self.environment = {
            **os.environ, "SLURM_CONF": str(self.folder / "slurm.conf"), "PATH": os.environ["PATH"] + ":/usr/sbin"}
        self.start("munged", "-F", f"--key-file={key}", f"--socket={socket_path}", "--force",
                   f"--log-file={self.folder}/logs/munged", f"--pid-file={self.folder}/munged.pid",
                   f"--seed-file={self.folder}/munge/seed")
        self.wait(socket_path.exists, "munged")
        self.start("slurmctld", "-D")
        self.start("slurmd", "-D")
        self.wait(lambda: "idle" in self.run("sinfo", "--noheader").stdout, "slurmd")

    def __exit__(self, *_):
        for daemon in reversed(self.daemons):
            daemon.terminate()
        for daemon in self.daemons:
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                daemon.kill()

    def start(self, name, *arguments):
        """Starts a daemon that stays in the foreground."""
        log = open(self.folder / "logs" / f"{name}.out", "w")
        self.daemons.append(subprocess.Popen([name, *arguments], env=self.environment, stdout=log, stderr=log))

    def run(self, *words):
        """Runs one of Slurm's commands."""
        return subprocess.run(words, env=self.environment, cwd=self.folder, capture_output=True, text=True)

    def wait(self, condition, what, seconds=60):
        """Waits until something is there."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                logs = "".join(f"\n--- {path.name}\n{path.read_text()[-2000:]}"
                               for path in (self.folder / "logs").iterdir())
                raise SystemExit(f"{what} does not start{logs}")
            time.sleep(0.2)

    def batch(self, script, *options):
        """Submits a batch script, and waits for its end; gives how its tasks ended."""
        submitted = self.run("sbatch", "--parsable", *options, script)
        if submitted.returncode:
            raise SystemExit(f"sbatch: {submitted.stderr}")
        job = submitted.stdout.strip()
        self.wait(lambda: job not in self.run("squeue", "--noheader", "-o", "%A %F").stdout, f"job {job}", 600)
        return job
