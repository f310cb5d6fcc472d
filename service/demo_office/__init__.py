"""`./run --demo`: an invented office with users in every role, issued documents to search, and a plan as a ready draft.

Here: what `./run` tells of it. How it is founded: make.py.
"""

import json
from pathlib import Path

AGENCY = "an-binh"
PASSWORD = "Demo@2026"
USERS = {
    "soanthao": ("Nguyễn Minh Châu", "drafter"),
    "thethuc": ("Trịnh Quốc Bình", "layout_checker"),
    "lanhdao": ("Huỳnh Tân Thìn", "signer"),
    "vanthu": ("Nguyễn Thị Thu Hà", "records_clerk"),
    "quantri": ("Đặng Văn Khoa", "administrator"),
    "kiemtra": ("Bùi Thị Ngọc", "auditor"),
}


def is_there(data: Path) -> bool:
    """Whether the data folder holds the demo office already."""
    return _kept(data).is_file()


def keep(data: Path, token: str) -> None:
    """Remember the office's API token, to tell it at every start; readable by its owner alone."""
    _kept(data).write_text(json.dumps({"token": token}))
    _kept(data).chmod(0o600)


def logins(data: Path) -> str:
    """The demo office's logins and its API token, as `./run` prints them."""
    lines = [f"  {login:9} {PASSWORD}   {name} ({role})" for login, (name, role) in USERS.items()]
    token = json.loads(_kept(data).read_text())["token"]
    return "\n".join(["Văn phòng mẫu / demo office:", *lines, f"API token: {token}", ""])


def _kept(data: Path) -> Path:
    return data / "demo.json"
