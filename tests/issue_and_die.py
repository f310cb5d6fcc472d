"""Run as a process by tests: issue a draft in the office of `data`, and be killed (-9) when a step is reached.

python -m tests.issue_and_die DATA PDF_SOCKET DRAFT_ID USERNAME STEP
"""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from doc_templates.pdf import PdfPool
from service.config import Config
from service.issue import issue
from service.parts import build
from tests.conftest import NOON, actor


def main(data: str, socket: str, draft_id: str, login: str, deadly: str) -> None:
    config = Config.from_environment({"DATA_DIR": data, "SECRET_KEY": "test"})
    parts = replace(build(config), pdf=PdfPool(Path(socket), workers=2), now=lambda: NOON)

    def reached(step: str) -> None:
        if step == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    document = issue(parts, actor(parts, login), draft_id, reached)
    sys.stdout.write(document.reference)


if __name__ == "__main__":
    main(*sys.argv[1:])
