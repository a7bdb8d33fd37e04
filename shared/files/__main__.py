"""The child process that opens a stranger's file: `python -m shared.files < file > cleaned`.

It has little memory, little time and nothing of ours in it. The first line of its answer says what it found.
"""

import json
import resource
import sys

MEMORY = 1536 * 2**20
CPU_SECONDS = 20


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from shared.files.cleaning import Refused, cleaned

    answer: dict[str, str]
    content = b""
    try:
        kind, content = cleaned(sys.stdin.buffer.read())
        answer = {"kind": kind}
    except Refused as refused:
        answer = {"refused": refused.reason}
    except MemoryError:
        answer = {"refused": "picture_too_large"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
