import random

from local.stack.ports import Ports


def free_offset() -> int:
    """An offset at which every port is free just now."""
    return next(offset for offset in random.sample(range(10000, 50000, 10), 500) if not Ports(offset).taken())
