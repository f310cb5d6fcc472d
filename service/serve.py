"""`./run`: keep the service's processes alive until told to stop.

Three children: the PDF pool, the jobs worker, the web server. One that dies is started again; when this process
dies, even by kill -9, the kernel ends the children (PR_SET_PDEATHSIG), so that the next start finds a free port.
"""

import argparse
import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from service import demo_office
from service.config import Config, make_secret

log = logging.getLogger("serve")
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass
class Child:
    """One process of the service and the command that starts it."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, preexec_fn=_die_with_parent)

    def keep_alive(self) -> None:
        """Start again if it died; one that dies at once is not started more than once in two seconds."""
        if self.process is None or self.process.poll() is None:
            return
        log.warning("%s ended with %s; starting it again", self.name, self.process.returncode)
        time.sleep(max(0.0, 2.0 - (time.monotonic() - self.started)))
        self.start()

    def stop(self, wait: float = 10.0) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(wait)
        except subprocess.TimeoutExpired:
            self.process.kill()


def _die_with_parent() -> None:
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", description="Start the office's document service.")
    parser.add_argument("--port", type=int, default=8000, help="port on this machine (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of everything the office owns (data)")
    parser.add_argument("--demo", action="store_true", help="make a demo office and print its logins")
    parser.add_argument("--workers", type=int, default=2, help="web processes (2)")
    return parser.parse_args()


def children(config: Config, options: argparse.Namespace) -> list[Child]:
    """The pool first: the first preview should find it warm."""
    python = sys.executable
    pool = [python, "-m", "doc_templates.pdf_pool", "--socket", str(config.pdf_socket)]
    web = [python, "-m", "gunicorn", "--bind", f"{options.host}:{options.port}", "--preload"]
    web += ["--workers", str(options.workers), "--threads", "4", "--worker-class", "gthread"]
    web += ["--timeout", "180", "--graceful-timeout", "20", "--worker-tmp-dir", str(config.data_dir / "run")]
    web += ["--log-level", "warning", "service.web:application()"]
    return [
        Child("pdf", [*pool, "--workers", str(config.pdf_workers)]),
        Child("jobs", [python, "-m", "service.jobs"]),
        Child("web", web),
    ]


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    options = arguments()
    _port_is_free(options.host, options.port)
    data = options.data.resolve()
    os.environ["DATA_DIR"] = str(data)
    make_secret(data)
    config = Config.from_environment()
    family = children(config, options)
    family[0].start()
    if options.demo:
        _demo(data)
    for child in family[1:]:
        child.start()
    _watch(family, options.host, options.port)


def _demo(data: Path) -> None:
    if not demo_office.is_there(data):
        subprocess.run([sys.executable, "-m", "service.demo_office.make"], check=True)
    sys.stdout.write(demo_office.logins(data))
    sys.stdout.flush()


def _port_is_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(f"Cổng {port} đang được dùng ({error.strerror}). Hãy chọn cổng khác: ./run --port {port + 1}")


def _watch(family: list[Child], host: str, port: int) -> None:
    stopping: list[int] = []
    told = False

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        for child in family:
            child.keep_alive()
        told = told or _tell_when_open(host, port)
        time.sleep(0.2)
    for child in reversed(family):
        child.stop()


def _tell_when_open(host: str, port: int) -> bool:
    with socket.socket() as probe:
        if probe.connect_ex((host, port)):
            return False
    sys.stdout.write(f"Văn phòng đang chạy tại http://{host}:{port} (dừng: Ctrl+C)\n")
    sys.stdout.flush()
    return True


if __name__ == "__main__":
    main()
