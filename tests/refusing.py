"""What an act was refused with, as codes."""

from collections.abc import Callable
from typing import Any

import pytest

from pingxuan.core.finding import Refused


def refused(act: Callable[..., Any], *args: Any, **terms: Any) -> list[str]:
    """The codes ``act`` is refused with; fails when it is not refused."""
    with pytest.raises(Refused) as refusal:
        act(*args, **terms)
    return [finding.code for finding in refusal.value.findings]
