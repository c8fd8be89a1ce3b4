"""Reads uploads one after the other, as the site does, with little memory: `python bounded.py FOLDER` prints JSON.

Each subfolder is one upload. Shape of the answer: {upload: [what was said, seconds, most megabytes so far]}, where what
was said is "read" or the refusal. Anything else that is raised is said by the name of its class.
"""

import json
import re
import resource
import sys
import time
from pathlib import Path

MOST_MEMORY = 1_500_000_000  # bytes of addresses, of which the interpreter and the libraries take a third
_MOST = re.compile(r"VmHWM:\s+(\d+) kB")


def read(folder: Path) -> str:
    """Return what is said of the files in `folder`."""
    from lcsp.files import Refused
    from lcsp.files.received import read_received

    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    try:
        read_received(files)
    except Refused as refused:
        return str(refused)
    except BaseException as error:  # noqa: BLE001 - the test says that there is none
        return f"{type(error).__name__}: {error}"
    return "read"


def main(folder: Path) -> None:
    """Read every upload in `folder` and print what was said of each."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    said = {}
    for upload in sorted(folder.iterdir()):
        begun = time.process_time()
        answer = read(upload)
        # Not what getrusage says, in which the memory of the parent counts.
        most = int(_MOST.findall(Path("/proc/self/status").read_text("ascii"))[0]) // 1024
        said[upload.name] = [answer, time.process_time() - begun, most]
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
