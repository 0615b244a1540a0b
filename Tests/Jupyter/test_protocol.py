"""What the kernel does with messages that Jupyter's own tests do not send."""

import base64
import hashlib
import hmac
import html
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import uuid
import xml.etree.ElementTree
from itertools import groupby

import pytest
import zmq
from jupyter_client.session import Session
from support import PATIENCE, Client, is_idle, is_kind, png_size

# More batches than any test waits for.
ENDLESS = """\
training = load sketches count=640
seed 0
model = autoencoder latent=20 width=4
log = train model on=training watch=training epochs=1000000"""
SHORT = ENDLESS.replace("1000000", "2")


# Trainings


def begin_training(client):
    """Starts a training, and waits until it has shown itself."""
    identifier = client.channels.execute(ENDLESS)
    client.until(identifier, is_kind("display_data"))
    return identifier


def test_training_is_interrupted_and_stays(client):
    identifier = begin_training(client)
    assert client.ask("interrupt_request", {}) == {"status": "ok"}
    outcome = client.outcome(identifier)
    assert outcome.status == "error"
    assert outcome.reply["ename"] == "Interrupted"
    assert outcome.of("error")[0]["ename"] == "Interrupted"
    # The session goes on with the model as far as it came, and with its log.
    epochs = int(client.run("(model.epochs)").result)
    assert 0 <= epochs < 1000000
    assert client.run("(training.count)").result == "640"
    again = client.run("more = train model on=training epochs=1")
    assert again.status == "ok"
    assert int(client.run("(model.epochs)").result) == epochs + 1
    assert client.run("plot log").of("display_data")


def test_interrupt_of_nothing_harms_no_later_cell(client):
    assert client.ask("interrupt_request", {}) == {"status": "ok"}
    assert client.run(SHORT).status == "ok"


def test_signal_is_an_interrupt(client):
    identifier = begin_training(client)
    os.kill(client.manager.provisioner.process.pid, signal.SIGINT)
    assert client.outcome(identifier).reply["ename"] == "Interrupted"
    # Where no cell runs it harms none that comes later.
    os.kill(client.manager.provisioner.process.pid, signal.SIGINT)
    client.ask("kernel_info_request", {})
    assert client.run(SHORT).status == "ok"


# Statements that take many seconds, and what they need.
LONG = {
    "load": ("", "made = load sketches count=500000"),
    "print": ("\n".join(
        ["a = [0,1,2,3,4,5,6,7,8,9]"] + [f"{after} = [{','.join([name] * 10)}]" for name, after in zip("abcd", "bcde")]),
        "for i in 1..1000000\n    print e\nend\nmade = 1"),
    "figure": ("few = load sketches count=10", "made = show few size=40x30in dpi=200 save=made.png,made.svg,made.gif"),
    "reconstruct": (
        "many = load sketches count=20000\nmodel = autoencoder latent=20 width=32", "made = reconstruct model many"),
}


def begin_long(client, name):
    """Starts a cell that takes long, and waits until the kernel has begun with it."""
    before, statement = LONG[name]
    if before:
        assert client.run(before).status == "ok"
    identifier = client.channels.execute(f'print "begun"\n{statement}')
    client.until(identifier, is_kind("stream"))
    return identifier


@pytest.mark.parametrize("name", LONG)
def test_anything_long_is_interrupted_and_not_assigned(client, name):
    identifier = begin_long(client, name)
    assert client.ask("interrupt_request", {}) == {"status": "ok"}
    assert client.outcome(identifier).reply["ename"] == "Interrupted"
    assert client.run("made").status == "error"
    assert client.run("print 1").stream() == "1\n"


@pytest.mark.parametrize("name", LONG)
def test_shutdown_ends_anything_long(client, name):
    identifier = begin_long(client, name)
    assert client.ask("shutdown_request", {"restart": False}) == {"status": "ok", "restart": False}
    assert client.outcome(identifier).reply["ename"] == "Interrupted"
    wait_for_end(client)


def test_training_is_taken_from_the_store_by_the_next_kernel(monkeypatch, tmp_path):
    """What one kernel trained another one takes, with all that there is to see of it."""
    monkeypatch.setenv("DARKROOM_STORE", str(tmp_path))
    cell = "d = load sketches count=64\nw = take d 3\nmodel = autoencoder latent=4 width=2\n" \
        "log = train model on=d watch=w epochs=2 shuffle=yes\nlog"
    seen = []
    for _ in range(2):
        client = Client.start()
        try:
            seen.append((client.run(cell), client.run("other = autoencoder latent=4 width=2\nevaluate other d")))
        finally:
            client.close()
    (first, then), (second, later) = seen
    assert "kept from" not in first.stream("stdout")
    assert "kept from" in second.stream("stdout")
    # Clients show what stands there as if it had gone wrong.
    assert second.stream("stderr") == ""
    assert len(list(tmp_path.glob("*.safetensors"))) == 1
    assert first.result and first.result == second.result
    assert then.result and then.result == later.result

    def pictures(outcome):
        shown = outcome.of("display_data") + outcome.of("update_display_data")
        return {m["transient"]["display_id"].rsplit("-", 1)[1]: m["data"]["image/png"] for m in shown}

    assert pictures(first).keys() == {"losses", "reconstructions"}
    assert pictures(first) == pictures(second)


def check_figure(content, moves=False):
    """A figure has words wherever it is a picture, and the same size in every form."""
    data, metadata = content["data"], content["metadata"]["image/png"]
    assert set(data) == {"text/html", "image/png", "application/pdf", "text/plain"}
    width, height = png_size(data["image/png"])
    assert (metadata["width"], metadata["height"]) == ((width + 1) // 2, (height + 1) // 2)
    assert base64.b64decode(data["application/pdf"]).startswith(b"%PDF-")
    pictures = re.findall(r"<img [^>]*>", data["text/html"])
    assert len(pictures) == 2
    for picture in pictures:
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', picture))
        assert html.unescape(attributes["alt"]) == metadata["alt"] and len(metadata["alt"]) > 10
        assert (attributes["width"], attributes["height"]) == (str(metadata["width"]), str(metadata["height"]))
        assert f"max-width: {'0px' if 'hidden' in attributes else '100%'}" in attributes["style"]
        kind, source = re.fullmatch(r"data:image/([\w+]+);base64,(.*)", attributes["src"]).groups()
        assert kind == ("png" if moves else "svg+xml")
        if moves:
            assert b"acTL" in base64.b64decode(source)
        else:
            assert xml.etree.ElementTree.fromstring(base64.b64decode(source)).tag.endswith("svg")
    # One of two is seen: the second stands back until the page is a dark one.
    assert ['hidden="hidden"' in picture for picture in pictures] == [False, True]


def test_training_shows_itself(client):
    outcome = client.run(SHORT)
    shown, updated = outcome.of("display_data"), outcome.of("update_display_data")
    assert len(shown) == 2
    names = [content["transient"]["display_id"] for content in shown]
    assert len(set(names)) == 2
    # Each of the two is drawn a last time, and all drawings of it have the same forms and the same size.
    last = {content["transient"]["display_id"]: content for content in updated}
    assert set(last) == set(names)
    for content in shown + updated:
        check_figure(content)
        sizes = [c["metadata"]["image/png"] for c in (content, last[content["transient"]["display_id"]])]
        assert len({(size["width"], size["height"]) for size in sizes}) == 1
    assert last[names[0]]["data"]["text/plain"].startswith("epoch 2 of 2 ━━━━━━━━━━━━━━━━━━━━ training 0.")
    assert last[names[1]]["data"]["text/plain"] == "reconstructions after epoch 2"
    assert re.fullmatch(r"2 epochs in \S+ m?s; training 0\.\d+\n", outcome.stream("stdout"))
    assert outcome.stream("stderr") == ""
    # Another training has displays of its own.
    assert not set(names) & {c["transient"]["display_id"] for c in client.run(SHORT).of("display_data")}


def test_animation_moves_in_the_notebook(client, tmp_path):
    client.run(SHORT)
    still = client.run("show log epochs=all").of("display_data")[0]
    moving = client.run(f'show log save="{tmp_path}/developing.gif"').of("display_data")[0]
    check_figure(still)
    # An animated PNG says so in a chunk; an SVG stands still, and is left out.
    check_figure(moving, moves=True)
    assert b"acTL" in base64.b64decode(moving["data"]["image/png"])
    assert b"acTL" not in base64.b64decode(still["data"]["image/png"])
    assert (tmp_path / "developing.gif").read_bytes().startswith(b"GIF89a")


def test_requests_on_control_do_not_wait_for_a_training(client):
    identifier = begin_training(client)
    assert client.ask("kernel_info_request", {})["implementation"] == "darkroom"
    client.ask("interrupt_request", {})
    assert client.outcome(identifier).reply["ename"] == "Interrupted"


# The end


def wait_for_end(client):
    assert client.manager.provisioner.process.wait(timeout=PATIENCE) == 0


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("channel", ["control", "shell"])
def test_shutdown(client, channel, restart):
    assert client.ask("shutdown_request", {"restart": restart}, on=channel) == {"status": "ok", "restart": restart}
    message = next(m for m in iter(client.channels.get_iopub_msg, None) if m["msg_type"] == "shutdown_reply")
    assert message["content"]["restart"] is restart
    wait_for_end(client)


def test_shutdown_ends_a_training(client):
    identifier = begin_training(client)
    assert client.ask("shutdown_request", {"restart": False}) == {"status": "ok", "restart": False}
    # The training ended before the kernel said that it was over.
    assert client.outcome(identifier).reply["ename"] == "Interrupted"
    wait_for_end(client)


def test_restart_begins_a_new_session(client):
    client.run("size = 3")
    client.manager.restart_kernel()
    client.channels.wait_for_ready(timeout=PATIENCE)
    outcome = client.run("size")
    assert outcome.status == "error"
    assert outcome.reply["execution_count"] == 1


def test_kernel_leaves_when_its_parent_is_gone():
    # The parent is a process that ends at once, and tells the kernel nothing.
    code = (
        "from support import Client; import os; client = Client.start();"
        "print(client.manager.provisioner.process.pid, flush=True); os._exit(0)")
    started = subprocess.run(
        [sys.executable, "-c", code], cwd=os.path.dirname(__file__), capture_output=True, text=True, timeout=PATIENCE,
        check=True)
    kernel = int(started.stdout)
    deadline = time.monotonic() + PATIENCE
    while is_alive(kernel):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def is_alive(process):
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


# Cells


def test_long_output_is_whole_in_order_and_in_few_messages(client):
    outcome = client.run("for i in 1..10000\n  print i\nend")
    assert outcome.stream() == "".join(f"{i}\n" for i in range(1, 10001))
    assert len(outcome.of("stream")) < 1000


def test_output_stays_in_order(client):
    outcome = client.run('print "a"\nsave session "order.darkroom"\nprint "b"\n(1 + 1)\nprint "c"\n(2 + 2)')
    # How much of it goes into one message is a question of time.
    streams = groupby(outcome.of("stream"), key=lambda c: c["name"])
    texts = [(name, "".join(c["text"] for c in messages)) for name, messages in streams]
    assert texts == [("stdout", "a\nwrote output/order.darkroom\nb\n2\nc\n")]
    assert outcome.result == "4"


def interrupt_behind_requests(client):
    """Interrupts once the kernel has the requests that were sent on the other channel.

    One thread of ZeroMQ's carries both channels at either end: when an answer has come back, what was sent before the
    question has arrived.
    """
    client.ask("kernel_info_request", {})
    client.ask("interrupt_request", {})


def test_cells_behind_a_failed_one_are_aborted(client):
    training = begin_training(client)
    behind = [client.channels.execute("print 1"), client.channels.execute("size = 3")]
    asked = client.channels.complete("autoe")
    interrupt_behind_requests(client)
    assert client.outcome(training).status == "error"
    for identifier in behind:
        outcome = client.outcome(identifier)
        # Without a number, so that the cell keeps `[ ]`.
        assert outcome.reply == {"status": "aborted"}
        assert outcome.messages == []
    assert client.reply(asked)["content"]["matches"] == ["autoencoder"]
    assert client.run("print 2").stream() == "2\n"
    assert client.run("size").status == "error"


def test_cells_behind_a_failed_one_run_where_that_is_asked_for(client):
    training = client.channels.execute(ENDLESS, stop_on_error=False)
    client.until(training, is_kind("display_data"))
    behind = client.channels.execute("print 1")
    interrupt_behind_requests(client)
    assert client.outcome(training).status == "error"
    assert client.outcome(behind).stream() == "1\n"


def test_error_shows_the_place(client):
    outcome = client.run("size = 3\nprint sise")
    (error,) = outcome.of("error")
    assert error["ename"] == "DoesNotCheck" == outcome.reply["ename"]
    assert "sise" in error["evalue"]
    text = "\n".join(error["traceback"])
    assert "In [1]:2:7:" in text and "^^^^" in text and "did you mean `size`?" in text and "\x1b[1;31m" in text
    assert outcome.reply["traceback"] == error["traceback"]
    failed = client.run('print "before"\nexpect (1 > 2) "too small"')
    assert failed.reply["ename"] == "Failed" and failed.stream() == "before\n"


def test_silent_cell(client):
    outcome = client.run('print "a"\n(1 + 1)\nsize = 3', silent=True)
    assert outcome.status == "ok" and outcome.messages == []
    assert outcome.reply["execution_count"] == 0
    assert client.run("size", silent=False).result == "3"
    assert client.run("nonsense 1", silent=True).messages == []
    assert client.channels.history(reply=True, timeout=PATIENCE, hist_access_type="tail", n=9)["content"]["history"] == [
        [1, 1, "size"]]


def test_cell_without_history(client):
    client.run("size = 3")
    outcome = client.run("size", store_history=False)
    assert outcome.result == "3" and outcome.reply["execution_count"] == 1
    assert client.run("(size + 1)").reply["execution_count"] == 2
    reply = client.channels.history(
        reply=True, timeout=PATIENCE, hist_access_type="range", session=0, start=1, output=True)
    assert reply["content"]["history"] == [[1, 1, ["size = 3", None]], [1, 2, ["(size + 1)", "4"]]]


def test_user_expressions(client):
    outcome = client.run("size = 3", user_expressions={"twice": "2*size", "wrong": "sise", "list": "[1, size]"})
    values = outcome.reply["user_expressions"]
    assert values["twice"] == {"status": "ok", "data": {"text/plain": "6"}, "metadata": {}}
    assert values["wrong"]["status"] == "error" and "sise" in values["wrong"]["evalue"]


def test_help_is_a_page(client):
    for code in ["help train", "train?"]:
        outcome = client.run(code)
        (page,) = outcome.reply["payload"]
        assert page["source"] == "page" and page["data"]["text/plain"].startswith("train — ")
        assert outcome.stream() == "" and outcome.result is None


# Words


def test_places_are_counted_in_code_points(client):
    before = 'text = "😀 é 𝛼"\n'
    code = before + "log = train model epoc more"
    place = len(before + "log = train model epoc")
    reply = client.channels.complete(code, place, reply=True, timeout=PATIENCE)["content"]
    assert reply["matches"] == ["epochs="]
    assert code[reply["cursor_start"] : reply["cursor_end"]] == "epoc"
    kinds = reply["metadata"]["_jupyter_types_experimental"]
    assert [(kind["text"], kind["type"], kind["start"], kind["end"]) for kind in kinds] == [
        ("epochs=", "option", reply["cursor_start"], reply["cursor_end"])]
    code = before + "plot 😀log"
    inspected = client.channels.inspect(code, len(before) + 2, reply=True, timeout=PATIENCE)["content"]
    assert inspected["found"] and inspected["data"]["text/plain"].startswith("plot — ")


def test_places_outside_the_text(client):
    for place in [-5, 0, 3, 10**9]:
        reply = client.channels.complete("tra", place, reply=True, timeout=PATIENCE)["content"]
        assert reply["status"] == "ok" and 0 <= reply["cursor_start"] <= reply["cursor_end"] <= 3
        assert client.channels.inspect("tra", place, reply=True, timeout=PATIENCE)["content"]["status"] == "ok"


def test_property_is_explained(client):
    client.run("training = load sketches count=20")
    inspected = client.channels.inspect("(training.count)", cursor_pos=12, reply=True, timeout=PATIENCE)["content"]
    text = inspected["data"]["text/plain"]
    assert text.startswith("count — the number of images (a number)") and "Here it is 20." in text


def test_values_are_tables(client):
    client.run("training = load sketches count=40\nmodel = autoencoder latent=4 width=2\n"
               "log = train model on=training epochs=2")
    for code, heads in [
        ("log", ["epoch", "training", "last batch", "images/s"]),
        ("summary model", ["", "encoder", "shape", "parameters"]),
        ("evaluate model training", ["measure", "mean", "images"]),
        ("vars", []),
    ]:
        (result,) = client.run(code).of("execute_result")
        assert re.findall(r"<th [^>]*>([^<]*)</th>", result["data"]["text/html"]) == heads
        assert all(head in result["data"]["text/plain"] for head in heads) or code.startswith("evaluate")
    (result,) = client.run("training").of("execute_result")
    assert result["data"]["text/plain"].startswith("sketches, training: 40 images of 3x32x32")
    (strip,) = re.findall(r'<img alt="10 images of them" [^>]*base64,([^"]*)"', result["data"]["text/html"])
    assert png_size(strip) == (331, 34)


def test_unknown_word_is_not_found(client):
    reply = client.channels.inspect("zzz", 1, reply=True, timeout=PATIENCE)["content"]
    assert reply == {"status": "ok", "found": False, "data": {}, "metadata": {}}


def test_incomplete_cell_says_how_far_in_to_go_on(client):
    reply = client.reply(client.channels.is_complete("for i in 1..3"))["content"]
    assert reply == {"status": "incomplete", "indent": "    "}


# Clients


def test_two_clients_see_each_other(client):
    other = client.join()
    assert client.run("size = 3\nsize").result == "3"
    second = other.channels.execute("print 7")
    assert other.outcome(second).stream() == "7\n"
    # Each is told of the other's cell.
    (told,) = [m for m in client.until(second, is_idle) if m["msg_type"] == "stream"]
    assert told["content"]["text"] == "7\n"
    assert other.run("size").result == "3"
    other.close()


def test_no_comms(client):
    assert client.channels.comm_info(reply=True, timeout=PATIENCE)["content"] == {"status": "ok", "comms": {}}
    message = client.channels.session.msg("comm_open", {"comm_id": "c1", "target_name": "t", "data": {}})
    client.channels.shell_channel.send(message)
    told = client.until(message["header"]["msg_id"], is_idle)
    assert [m["content"] for m in told if m["msg_type"] == "comm_close"] == [{"comm_id": "c1", "data": {}}]


def test_connect(client):
    ports = client.ask("connect_request", {}, on="shell")
    assert {name: port for name, port in ports.items() if name != "status"} == {
        f"{name}_port": getattr(client.manager, f"{name}_port") for name in ["shell", "iopub", "stdin", "control", "hb"]}


def test_unknown_request_is_ignored(client):
    message = client.channels.session.msg("fly_request", {})
    client.channels.shell_channel.send(message)
    client.until(message["header"]["msg_id"], is_idle)
    assert client.run("print 1").stream() == "1\n"


def test_request_without_code(client):
    assert client.ask("execute_request", {}, on="shell")["ename"] == "WrongRequest"
    assert client.ask("execute_request", {"code": 7}, on="shell")["status"] == "error"
    assert client.ask("is_complete_request", {}, on="shell") == {"status": "unknown"}
    assert client.ask("complete_request", {"code": [], "cursor_pos": "x"}, on="shell")["status"] == "ok"
    assert client.ask("history_request", {"hist_access_type": "range", "start": -(2**63)}, on="shell")["history"] == []


def test_files(tmp_path):
    """The kernel over files rather than ports."""
    client = Client.start(transport="ipc", ip=str(tmp_path / "k"))
    try:
        assert client.run("print 1").stream() == "1\n"
        assert client.ask("shutdown_request", {"restart": False})["status"] == "ok"
        wait_for_end(client)
    finally:
        client.close()


# Bytes


class RawChannel:
    """A socket of a client that sends whatever it likes."""

    def __init__(self, client, kind=zmq.DEALER, port="shell_port"):
        self.context = zmq.Context()
        self.socket = self.context.socket(kind)
        self.socket.linger = 0
        self.socket.connect(f"tcp://{client.manager.ip}:{getattr(client.manager, port)}")
        self.key = client.manager.session.key

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.destroy()

    def frames(self, kind="kernel_info_request", content=b"{}", **header):
        """The frames of a request, signed."""
        header = {
            "msg_id": uuid.uuid4().hex, "session": "raw", "username": "raw", "msg_type": kind, "version": "5.4",
            "date": "2026-01-01T00:00:00Z", **header}
        parts = [json.dumps(header).encode(), b"{}", b"{}", content]
        return [b"<IDS|MSG>", self.signature(parts), *parts]

    def signature(self, parts):
        return hmac.new(self.key, b"".join(parts), hashlib.sha256).hexdigest().encode()

    def exchange(self, frames):
        self.socket.send_multipart(frames)
        return self.receive()

    def receive(self):
        assert self.socket.poll(PATIENCE * 1000)
        return self.socket.recv_multipart()


def parent_of(frames):
    return json.loads(frames[frames.index(b"<IDS|MSG>") + 3])["msg_id"]


def identifier_of(frames):
    return json.loads(frames[frames.index(b"<IDS|MSG>") + 2])["msg_id"]


def test_dropped_messages_are_logged(tmp_path):
    with open(tmp_path / "log", "wb") as log:
        client = Client.start(errors=log)
    try:
        with RawChannel(client) as raw:
            frames, wrong = raw.frames(), raw.frames()
            raw.socket.send_multipart([wrong[0], b"0" * 64, *wrong[2:]])
            raw.exchange(frames)
            raw.socket.send_multipart(frames)
            raw.exchange(raw.frames())
    finally:
        client.close()
    assert (tmp_path / "log").read_text().splitlines() == [
        "darkroom kernel: a message on shell is dropped: its signature is wrong",
        "darkroom kernel: a message on shell is dropped: its signature came before: it is a message sent again"]


@pytest.mark.parametrize("port", ["shell_port", "control_port"])
def test_wrong_signatures_are_dropped(client, port):
    with RawChannel(client, port=port) as raw:
        good = raw.frames()
        for signature in [b"", b"0" * 64, good[1][:-1], good[1] + b"0", good[1][::-1], b"\xff" * 64]:
            raw.socket.send_multipart([good[0], signature, *good[2:]])
        tampered = raw.frames("shutdown_request")
        raw.socket.send_multipart([*tampered[:-1], b'{"restart": true}'])
        # The first reply is to the first message whose signature is right.
        assert parent_of(raw.exchange(good)) == identifier_of(good)
    assert client.run("print 1").stream() == "1\n"


def test_message_sent_again_is_dropped(client):
    with RawChannel(client) as raw:
        first, second = raw.frames(), raw.frames()
        assert parent_of(raw.exchange(first)) == identifier_of(first)
        raw.socket.send_multipart(first)
        capitals = [first[0], first[1].upper(), *first[2:]]
        raw.socket.send_multipart(capitals)
        assert parent_of(raw.exchange(second)) == identifier_of(second)


def test_malformed_messages_are_dropped(client):
    random_numbers = random.Random(0)
    with RawChannel(client) as raw:
        good = raw.frames()

        def signed(*parts):
            return [b"<IDS|MSG>", raw.signature(parts[:4]), *parts]

        header = good[2]
        wrong = [
            [b""], [b"<IDS|MSG>"], [b"x", b"y"], [b"<IDS|MSG>"] * 9, good[1:], good[:4], signed(header, b"{}", b"{}"),
            signed(b"{}", b"{}", b"{}", b"{}"), signed(b"[]", b"{}", b"{}", b"{}"), signed(b"", b"", b"", b""),
            signed(header, b"null", b"{}", b"{}"), signed(header, b"{}", b"{}", b"3"),
            signed(header, b"{}", b"{}", b"\xff\xfe"), signed(header[:-1], b"{}", b"{}", b"{}"),
            signed(b'{"msg_type": 3, "msg_id": "a"}', b"{}", b"{}", b"{}"),
            signed(header, b"{}", b"{}", b"[" * 100000), signed(header, b"{}", b"{}", b'{"a":' * 100000),
        ]
        for _ in range(60):
            frames = [bytearray(frame) for frame in raw.frames()]
            for _ in range(random_numbers.randint(1, 4)):
                frame = random_numbers.choice(frames)
                if frame:
                    frame[random_numbers.randrange(len(frame))] ^= 1 << random_numbers.randrange(8)
            wrong.append([bytes(frame) for frame in frames])
        for _ in range(60):
            # The signature is right here, so that what is behind it is read.
            parts = [bytearray(part) for part in raw.frames()[2:]]
            for _ in range(random_numbers.randint(1, 4)):
                part = random_numbers.choice(parts)
                place = random_numbers.randrange(len(part))
                part[place : place + random_numbers.randint(0, 2)] = random_numbers.randbytes(random_numbers.randint(0, 2))
                if not part:
                    part += b"{"
            wrong.append(signed(*[bytes(part) for part in parts]))
        for frames in wrong:
            raw.socket.send_multipart(frames)
        last = raw.frames()
        raw.socket.send_multipart(last)
        # Some mutations are requests still; every one is answered before the last.
        while parent_of(raw.receive()) != identifier_of(last):
            pass
    assert client.run("print 1").stream() == "1\n"


def test_unsigned_messages_where_there_is_no_key():
    client = Client.start(session=Session(key=b""))
    try:
        assert client.run("print 1").stream() == "1\n"
    finally:
        client.close()


def test_heartbeat_during_a_training(client):
    identifier = begin_training(client)
    with RawChannel(client, zmq.REQ, "hb_port") as raw:
        for text in [b"ping", b"", b"\x00\xff" * 1000]:
            assert raw.exchange([text]) == [text]
    client.ask("interrupt_request", {})
    client.outcome(identifier)


def test_buffers_are_borne(client):
    with RawChannel(client) as raw:
        frames = raw.frames()
        assert parent_of(raw.exchange([*frames, b"\x00" * 100000, b""])) == identifier_of(frames)


def test_client_that_reads_late_loses_nothing(client):
    # More than ZeroMQ and the system hold on their own: each request is part of what is published about it.
    count, filler = 1500, "x" * 20000
    with RawChannel(client) as raw:
        late = raw.context.socket(zmq.SUB)
        late.linger, late.rcvhwm, late.rcvbuf = 0, 1, 4096
        late.subscribe(b"")
        late.connect(f"tcp://{client.manager.ip}:{client.manager.iopub_port}")
        assert late.poll(PATIENCE * 1000) and late.recv_multipart()[0] == b""
        sent = []
        for _ in range(count):
            frames = raw.frames(filler=filler)
            raw.exchange(frames)
            sent.append(identifier_of(frames))
        idle = []
        while len(idle) < count:
            assert late.poll(PATIENCE * 1000), f"{count - len(idle)} are lost"
            frames = late.recv_multipart()
            if json.loads(frames[-1]) == {"execution_state": "idle"}:
                idle.append(parent_of(frames))
        assert idle == sent


# The command line


def run_program(program, *arguments, **variables):
    return subprocess.run(
        [program, "kernel", *arguments], capture_output=True, text=True, timeout=PATIENCE,
        env={**os.environ, **variables})


def test_install(kernel, tmp_path):
    installed = run_program(kernel, "install", "--user", "--name", "Darkroom-2", JUPYTER_DATA_DIR=str(tmp_path))
    assert installed.returncode == 0, installed.stderr
    specification = json.loads((tmp_path / "kernels/darkroom-2/kernel.json").read_text())
    assert specification["argv"] == [str(kernel.resolve()), "kernel", "run", "{connection_file}"]
    for size in [32, 64]:
        logo = (tmp_path / f"kernels/darkroom-2/logo-{size}x{size}.png").read_bytes()
        assert png_size(base64.b64encode(logo)) == (size, size)
    xml.etree.ElementTree.parse(tmp_path / "kernels/darkroom-2/logo-svg.svg")
    assert specification["interrupt_mode"] == "message" and specification["language"] == "darkroom"
    for wrong in [["--name", "a b"], ["--name", ".."], ["--name", ""], ["--user", "--prefix", "x"]]:
        assert run_program(kernel, "install", *wrong, JUPYTER_DATA_DIR=str(tmp_path)).returncode == 2
    (tmp_path / "file").write_text("")
    failed = run_program(kernel, "install", "--prefix", str(tmp_path / "file"))
    assert failed.returncode == 1 and failed.stderr.startswith("darkroom: error: cannot make a folder under ")


def test_wrong_connection_files(kernel, tmp_path):
    good = {
        "transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256", "shell_port": 1,
        "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5}
    file = tmp_path / "connection.json"
    wrong = {
        "no object": "[]", "no JSON": "{", "`transport` is \"udp\"": {"transport": "udp"},
        "`shell_port` is 0": {"shell_port": 0}, "`hb_port` is missing": {"hb_port": None},
        "are both 5": {"shell_port": 5}, "`signature_scheme` is \"hmac-md5\"": {"signature_scheme": "hmac-md5"}}
    for message, content in wrong.items():
        if isinstance(content, dict):
            content = json.dumps({k: v for k, v in {**good, **content}.items() if v is not None})
        file.write_text(content)
        result = run_program(kernel, "run", str(file))
        assert result.returncode == 2 and message in result.stderr, result.stderr
    assert run_program(kernel, "run", str(tmp_path / "none.json")).returncode == 2


# Questions of a lesson


def test_a_question_is_asked_until_it_is_answered(client):
    identifier = client.channels.execute('question "Which?" answer="b" hint="Look again."')
    for answer in ("a", "b"):
        asked = client.channels.get_stdin_msg(timeout=PATIENCE)
        assert asked["msg_type"] == "input_request"
        assert asked["content"] == {"prompt": "answer: ", "password": False}
        assert asked["parent_header"]["msg_id"] == identifier
        client.channels.input(answer)
    outcome = client.outcome(identifier)
    assert outcome.status == "ok"
    assert outcome.stream() == "Which?\nNot yet. Look again.\nRight.\n"


def test_nobody_is_asked_where_nobody_may_be(client):
    outcome = client.run('question "Which?" answer="b"', allow_stdin=False)
    assert outcome.stream() == "Which?  answer: b\n"


def test_a_question_is_interrupted(client):
    identifier = client.channels.execute('question "Which?" answer="b"')
    client.channels.get_stdin_msg(timeout=PATIENCE)
    assert client.ask("interrupt_request", {}) == {"status": "ok"}
    assert client.outcome(identifier).reply["ename"] == "Interrupted"
    assert client.run("(6 * 7)").result == "42"
