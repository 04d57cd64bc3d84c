"""Keeps child processes running until told to stop.

The vital one ends everything with it; the others are started again.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tsunagu.doors.command.frame import BROKEN, FINE, say

LOOK_SECONDS = 0.1
RESTART_SECONDS = 2.0
GRACE_SECONDS = 15.0
PR_SET_PDEATHSIG = 1  # Linux: a signal for the child when its parent dies


@dataclass(slots=True)
class Child:
    """One process to keep: its command, and whether everything ends with it."""

    name: str
    command: list[str]
    is_vital: bool = False
    process: subprocess.Popen[bytes] | None = None
    restart_at: float = field(default=0.0)

    def start(self) -> None:
        """Begin, or begin again."""
        # our own command (S603); this process has one thread (PLW1509)
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            preexec_fn=_die_with_parent,  # noqa: PLW1509
        )

    def has_ended(self) -> bool:
        """True when the process is gone."""
        return self.process is None or self.process.poll() is not None


def keep_running(children: list[Child], *, is_ready: Callable[[], bool], when_ready: Callable[[], None]) -> int:
    """Start all, call `when_ready` once; FINE when told to stop, BROKEN when a vital child ended."""
    told: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        told.append(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        for child in children:
            child.start()
        return _watch(children, told, is_ready, when_ready)
    finally:
        stop_all(children)
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch(children: list[Child], told: list[int], is_ready: Callable[[], bool], when_ready: Callable[[], None]) -> int:
    waiting = True
    while not told:
        if waiting and is_ready():
            waiting = False
            when_ready()
        for child in children:
            if child.has_ended() and not _start_again(child):
                say(f"tsunagu: {child.name} has ended; everything stops.")
                return BROKEN
        time.sleep(LOOK_SECONDS)
    return FINE


def _start_again(child: Child) -> bool:
    """False for a vital child; another waits a little and is started again."""
    if child.is_vital:
        return False
    now = time.monotonic()
    if not child.restart_at:
        say(f"tsunagu: {child.name} has ended; it is started again.")
        child.restart_at = now + RESTART_SECONDS
    elif now >= child.restart_at:
        child.restart_at = 0.0
        child.start()
    return True


def stop_all(children: list[Child]) -> None:
    """Ask every child to end; whoever has not after a while is killed."""
    processes = [child.process for child in children if child.process and not child.has_ended()]
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
