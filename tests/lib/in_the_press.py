"""What tests run in the process that makes papers; a module of its own, since that process imports it."""

import os
import time
from pathlib import Path

from kis.lib.paper_press import typeset


def never_ready(copies, css):
    time.sleep(60)


def dies(copies, css):
    os._exit(1)


def runs_out_of_memory(copies, css):
    raise MemoryError


def typeset_timed(copies, css) -> tuple[bytes, list[str], float]:
    """The paper, the complaints and the seconds of one processor, however busy the machine is."""
    before = time.process_time()
    pdf, complaints = typeset(copies, css)
    return pdf, complaints, time.process_time() - before


def megabytes_kept() -> float:
    resident_pages = int(Path("/proc/self/statm").read_text().split()[1])
    return resident_pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
