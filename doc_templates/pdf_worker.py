"""The side of the PDF pool that speaks UNO: one LibreOffice kept warm, one document at a time.

Started by pdf_keeper.py with the system's own python3, the only one that has `uno`; so it may use uno and the
standard library, nothing of the virtual environment:

    python3 -I pdf_worker.py SOFFICE_BIN FOLDER PARENT_PID

FOLDER (private, empty) takes the profile and the temporary files. Its first line on standard output is
{"ready": true}; then a line of JSON comes in for each job and one goes out:
{"source": path, "format": name, "pdf": path, "title": words} → {"ok": true} or {"ok": false, "why": code,
"detail": words}. With "back": path the document is left there as .docx as well: the text of an old format.
When the office ends, this process ends; when this one ends, so does the office.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale

START_SECONDS = 60
NEW_PROFILE = 81  # what soffice.bin answers after it made a fresh profile: start me once more
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
MEMORY = 6 << 30  # address space in bytes: a document that eats memory ends its own office, not the machine
VIETNAMESE = Locale("vi", "VN", "")

# What LibreOffice may not do with a document from outside. Of these only BlockUntrustedRefererLinks stops
# both http and file:// pictures, and only for a document loaded from a file; the others stand behind it.
SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Inet/Settings", "ooInetProxyType", "1"),  # a proxy that is not there: no way out
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
)


FILTERS = {
    "docx": "MS Word 2007 XML",
    "doc": "MS Word 97",
    "word95": "MS Word 95",
    "rtf": "Rich Text Format",
    "odt": "writer8",
}
"""How a document is read; LibreOffice does not guess, so that no other of its many readers meets it."""


def write_profile(profile: Path) -> None:
    """A fresh profile that holds nothing but the settings above."""
    lines = "\n".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{lines}\n</oor:items>\n",
        encoding="utf-8",
    )


def properties(**values: Any) -> tuple[Any, ...]:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def tie_to_parent(parent: int) -> None:
    """Die when the parent does, whatever kills it; it may already have died before the call."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def confine(parent: int) -> None:
    """In the child that becomes the office: tied to its worker, bounded, first to go when memory is short."""
    tie_to_parent(parent)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).unshare(CLONE_NEWNET)  # no network at all, where we are root
    Path("/proc/self/oom_score_adj").write_text("900", encoding="ascii")


class Office:
    """One soffice.bin on its own profile, reached over a pipe with an unguessable name."""

    def __init__(self, soffice: str, folder: Path) -> None:
        self.soffice, self.folder, self.pipe = soffice, folder, uuid.uuid4().hex
        self.desktop: Any = None
        (folder / "tmp").mkdir()
        write_profile(folder / "profile")
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [self.soffice, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        command += [f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"]
        command += [f"--accept=pipe,name={self.pipe};urp;"]
        place = str(self.folder)
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": place, "TMPDIR": f"{place}/tmp"}
        me = os.getpid()
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            preexec_fn=lambda: confine(me),
        )

    def connect(self) -> None:
        """Wait until the office answers."""
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(START_SECONDS * 50):
            if self.process.poll() == NEW_PROFILE:
                self.process = self._start()
            elif self.process.returncode is not None:
                raise SystemExit(f"soffice.bin ended with {self.process.returncode}")
            try:
                remote = resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
            except NoConnectException:
                time.sleep(0.02)
                continue
            create = remote.ServiceManager.createInstanceWithContext
            self.desktop = create("com.sun.star.frame.Desktop", remote)
            return
        raise SystemExit(f"soffice.bin did not answer within {START_SECONDS} s")

    def convert(self, source: Path, form: str, pdf: Path, back: "Path | None", title: str) -> None:
        """Raises ValueError for what is not readable in that format, OSError when no PDF came."""
        document = self.desktop.loadComponentFromURL(
            source.as_uri(),
            "_blank",
            0,
            properties(
                Hidden=True,
                ReadOnly=True,
                FilterName=FILTERS[form],
                UpdateDocMode=0,
                MacroExecutionMode=0,
            ),
        )
        if document is None:
            raise ValueError("not readable")
        try:
            if title:
                document.DocumentProperties.Title = title
            document.createInstance("com.sun.star.text.Defaults").CharLocale = VIETNAMESE
            choices = uno.Any("[]com.sun.star.beans.PropertyValue", properties(SelectPdfVersion=2))
            document.storeToURL(pdf.as_uri(), properties(FilterName="writer_pdf_Export", FilterData=choices))
            if back:
                document.storeToURL(back.as_uri(), properties(FilterName=FILTERS["docx"]))
        finally:
            document.close(True)
        if not pdf.is_file() or pdf.stat().st_size == 0:
            raise OSError("no PDF was written")

    def must_live(self) -> None:
        """End this process when the office no longer answers: the document is then tried on another."""
        try:
            self.desktop.isModified()
        except Exception:
            os._exit(1)


def answer(office: Office, line: str) -> "dict[str, Any]":
    job = json.loads(line)
    try:
        back = Path(job["back"]) if "back" in job else None
        office.convert(Path(job["source"]), job["format"], Path(job["pdf"]), back, job["title"])
    except ValueError as why:
        return {"ok": False, "why": "not_readable", "detail": str(why)}
    except Exception as why:  # UNO has its own tree of exceptions
        office.must_live()
        return {"ok": False, "why": "export_failed", "detail": f"{type(why).__name__}: {why}"}
    return {"ok": True}


def end_with(office: Office) -> None:
    office.process.wait()
    os._exit(1)


def main() -> None:
    soffice, folder, parent = sys.argv[1:]
    tie_to_parent(int(parent))
    os.umask(0o077)
    office = Office(soffice, Path(folder))
    office.connect()
    threading.Thread(target=end_with, args=(office,), daemon=True).start()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(office, line)), flush=True)


if __name__ == "__main__":
    main()
