"""A client of the kernel that keeps all that it is told."""

import base64
import struct

import jupyter_client
from jupyter_client.manager import KernelManager

# Seconds after which a test gives up; none is expected to come near it.
PATIENCE = 60


class Client:
    """A client, and the kernel that it started or joined."""

    def __init__(self, manager, channels, starts):
        self.manager, self.channels, self.starts = manager, channels, starts

    @classmethod
    def start(cls, errors=None, **settings):
        """Starts a kernel, whose standard error may be a file, and waits until it answers."""
        manager = KernelManager(kernel_name="darkroom", **settings)
        manager.start_kernel(**({"stderr": errors} if errors else {}))
        return cls(manager, cls._open(manager.client()), True)

    def join(self):
        """Another client of the same kernel, with a session of its own."""
        channels = jupyter_client.BlockingKernelClient(connection_file=self.manager.connection_file)
        channels.load_connection_file()
        return Client(self.manager, self._open(channels), False)

    @staticmethod
    def _open(channels):
        channels.start_channels()
        channels.wait_for_ready(timeout=PATIENCE)
        return channels

    def close(self):
        self.channels.stop_channels()
        if self.starts:
            self.manager.shutdown_kernel(now=True)
            self.manager.cleanup_resources()

    # What is asked

    def run(self, code, **options):
        """Runs a cell, and gives what came of it."""
        return self.outcome(self.channels.execute(code, **options))

    def outcome(self, identifier):
        """What came of a cell that was sent off before."""
        messages = self.until(identifier, is_idle)
        return Outcome(self.reply(identifier), [m for m in messages if m["msg_type"] != "status"])

    def reply(self, identifier):
        """The reply to a request on the shell channel."""
        while True:
            message = self.channels.get_shell_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == identifier:
                return message

    def ask(self, kind, content, on="control"):
        """Sends a request on a channel, and gives the content of its reply."""
        channel = getattr(self.channels, f"{on}_channel")
        message = self.channels.session.msg(kind, content)
        channel.send(message)
        while True:
            reply = channel.get_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply["content"]

    def until(self, identifier, holds):
        """The published messages about a request, up to the first for which something holds."""
        messages = []
        while True:
            message = self.channels.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != identifier:
                continue
            messages.append(message)
            if holds(message):
                return messages


class Outcome:
    """The reply to a cell, and what was published about it."""

    def __init__(self, reply, messages):
        self.reply, self.messages = reply["content"], messages

    @property
    def status(self):
        return self.reply["status"]

    def of(self, kind):
        """The contents of the messages of one kind."""
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    def stream(self, name="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)

    @property
    def result(self):
        """What the cell's value displays; None for no value."""
        results = [c["data"]["text/plain"] for c in self.of("execute_result")]
        assert len(results) <= 1
        return results[0] if results else None


def is_idle(message):
    return message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"


def is_kind(*kinds):
    return lambda message: message["msg_type"] in kinds


def png_size(data):
    """The width and height of a PNG in Base64, whose chunks are all looked at."""
    data = base64.b64decode(data, validate=True)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    place, kinds = 8, []
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        kinds.append(data[place + 4 : place + 8])
        place += 12 + length
    assert place == len(data) and kinds[0] == b"IHDR" and kinds[-1] == b"IEND"
    return struct.unpack(">II", data[16:24])
