"""Links of a known speed and delay between hosts, for kernels that have no netem: each host has a TUN device, and a process
of its own carries the packets from one to the other."""

import ctypes
import fcntl
import heapq
import itertools
import os
import pathlib
import select
import struct
import time

# What linux/if_tun.h and linux/sched.h have.
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
CLONE_NEWNET = 0x40000000
# Few and large packets, so that carrying them takes little of the processors that the hosts compute on.
LARGEST_PACKET = 60_000

libc = ctypes.CDLL(None, use_errno=True)


def enter(space):
    """Has this process stand in a network namespace."""
    descriptor = os.open(pathlib.Path("/run/netns") / space, os.O_RDONLY)
    try:
        if libc.setns(descriptor, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"setns {space}")
    finally:
        os.close(descriptor)


def device(space, name="link0"):
    """A new TUN device of a namespace."""
    enter(space)
    descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(descriptor, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return descriptor


def carry(spaces, rate, delay, ready):
    """Carries packets between the hosts until it is ended.

    `spaces` has a namespace for each last byte of an address. What a host sends leaves it at `rate` bits a second, and is
    there `delay` seconds later.
    """
    devices = {number: device(space) for number, space in spaces.items()}
    numbers = {descriptor: number for number, descriptor in devices.items()}
    free = dict.fromkeys(devices, 0.0)
    waiting, order = [], itertools.count()
    poll = select.poll()
    for descriptor in numbers:
        poll.register(descriptor, select.POLLIN)
    ready.set()
    while True:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, _, target, packet = heapq.heappop(waiting)
            try:
                os.write(target, packet)
            except OSError:
                # A full device loses it, as a full switch would; TCP sends it again.
                pass
        # Short waits are passed without sleeping, for sleeping takes longer.
        left = waiting[0][0] - now if waiting else 1.0
        for descriptor, _ in poll.poll(0 if left < 0.0015 else (left - 0.001) * 1000):
            while True:
                try:
                    packet = os.read(descriptor, LARGEST_PACKET + 100)
                except BlockingIOError:
                    break
                number, now = numbers[descriptor], time.monotonic()
                # An address of IPv4 stands in bytes 16 to 19; what else a device says of itself has nowhere to go.
                target = devices.get(packet[19]) if packet[0] >> 4 == 4 else None
                if target is None:
                    continue
                free[number] = max(now, free[number]) + len(packet) * 8 / rate
                heapq.heappush(waiting, (free[number] + delay, next(order), target, packet))
