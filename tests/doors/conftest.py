from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import time_machine

from tests.doors.applying import clock_stands, user, whole_one

__all__ = ["clock_stands", "user", "whole_one"]


@pytest.fixture
def time_machine_at() -> Callable[[datetime], Any]:
    """`with time_machine_at(moment):` the clock stands still there."""
    return lambda moment: time_machine.travel(moment, tick=False)
