"""Vietnamese first, English second: the catalogue is whole, nothing is written past it, English pages are English.

What is Vietnamese by its nature, such as paper or an example, says so by lang="vi".
"""

import ast
import io
import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment, nodes
from pypdf import PdfWriter
from sqlalchemy import select

from archive.db import Base, Database
from archive.records import Document
from archive.rows import plain
from doc_templates.kinds import kinds
from index.abbreviations import default
from service import drafts, people
from service.actor import Actor
from service.issue import number_for
from service.parts import Parts
from tests.archive_samples import Office
from tests.conftest import PEOPLE, PLAN
from tests.test_access import csrf, log_in, token_of

SERVICE = Path(__file__).parents[1] / "service"
TRANSLATIONS = SERVICE / "translations"
PO = TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po"
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ\u0300-\u0303\u0309\u0323]", re.I
)
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
CALLS = {"_", "_l", "gettext", "ngettext", "pgettext", "npgettext", "lazy_pgettext"}
SAID_WITHOUT = {
    "demo_office/__init__.py": "the invented office's own words",
    "demo_office/keys.py": "the invented office's own words",
    "demo_office/make.py": "the invented office's own words",
    "serve.py": "the terminal, where no language has been chosen yet",
    "api/drafts.py": "examples of values",
    "api/schemas.py": "examples of values",
    "found_lists/completions.py": "fields of the query language",
    "found_lists/made.py": "paper",
    "api/search_schemas.py": "examples of values",
    "api/manual.py": "examples of values",
    "delegation.py": "the letters of a symbol",
    "acts/cover.py": "a page of paper, in the language of the office's documents",
    "appendix_sealing.py": "the line printed on the paper",
    "file_refusals.py": "why a file is refused, in both languages",
    "trust_list.py": "why a certificate is refused, in both languages",
    "issuer_field.py": "a field of every form, in both languages as forms.toml has them",
    "names.py": "a letter that folding treats apart",
    "api/import_schemas.py": "examples of values",
    "imports/filing.py": "what a document without a number is filed under",
    "recipient_import.py": "the heads of the office's own lists",
    "recipients_in_drafts.py": "lines that name nobody, as the text writes them",
    "pages/outline.py": "the parts of a Vietnamese text, as the text calls them",
    "api/layout_checks.py": "examples of values",
    "api/own_form_schemas.py": "examples of values",
    "legal_bases.py": "the word every basis begins with",
    "pages/layout_checks.py": "part of a file's name, which stays as it is",
    "api/legal_bases.py": "examples of values",
    "api/recipients.py": "examples of values",
    "api/readers.py": "examples of values",
    "signing/refusals.py": "why a key is refused, in both languages",
    "signing/door.py": "whose key is missing, in both languages",
    "__init__.py": "the API description's title before openapi.py gives it one",
}
"""Files with Vietnamese words that are no words of the interface."""
Key = tuple[str | None, str]


def key(message: Message) -> Key:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def strings(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())  # type: ignore[call-overload]


@cache
def english() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file)


@cache
def collected() -> dict[Key, str | tuple[str, ...]]:
    """Every sentence of the present sources, as `pybabel extract` with babel.cfg finds it."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {**DEFAULT_KEYWORDS, "_l": None}
    found = {}
    for _, _, words, _, context in extract_from_dir(SERVICE, methods, options, keywords):
        found[context, words if isinstance(words, str) else words[0]] = words
    return found


@cache
def messages() -> list[Message]:
    return [message for message in english() if message.id]


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    """The catalogue the service reads, made from the present messages.po as ./run and ./test make it."""
    built = io.BytesIO()
    write_mo(built, english())
    mine = PO.with_suffix(f".{os.getpid()}")
    mine.write_bytes(built.getvalue())
    mine.replace(PO.with_suffix(".mo"))


# the catalogue


def test_every_sentence_has_its_english_and_no_english_lost_its_sentence() -> None:
    known = {key(message): message.id for message in messages()}
    assert sorted(collected().keys() - known.keys(), key=str) == [], "translate them: babel.cfg says how"
    assert sorted(known.keys() - collected().keys(), key=str) == [], "no longer said: babel.cfg says how to update"
    assert {one: list(strings(words)) for one, words in known.items()} == {
        one: list(strings(words)) for one, words in collected().items()
    }


def test_nothing_is_empty_fuzzy_or_obsolete() -> None:
    assert [message.id for message in messages() if message.fuzzy] == []
    assert [message.id for message in messages() if not all(text.strip() for text in strings(message.string))] == []
    assert [message.id for message in messages() if len(strings(message.string)) != len(strings(message.id))] == []
    assert list(english().obsolete) == []


def test_places_for_values_are_the_same_in_both_languages() -> None:
    for message in messages():
        wanted = Counter(PLACES.findall(key(message)[1]))
        for text in strings(message.string):
            assert Counter(PLACES.findall(text)) == wanted, message.id
            if "python-format" in message.flags:
                assert not re.search(r"(?<!%)%(?!\(\w+\)[sd]|%)", text), message.id


def test_english_is_no_copy_of_the_vietnamese() -> None:
    copied = [key(one)[1] for one in messages() if key(one)[1] in strings(one.string)]
    assert [sentence for sentence in copied if VIETNAMESE.search(sentence)] == ["ỦY BAN NHÂN DÂN\nXÃ NHƠN TRẠCH"]


def test_english_begins_and_ends_as_the_vietnamese_does() -> None:
    def ends(text: str) -> str:
        return text[-1] if text[-1] in ".:…?" else ""

    for message in messages():
        assert {ends(text) for text in strings(message.string)} == {ends(key(message)[1])}, message.id


# the sources


def pieces_of(template: Path) -> list[str]:
    """The markup of a template with the strings of its expressions, but what is given to gettext."""
    found: list[str] = []

    def walk(node: nodes.Node) -> None:
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in CALLS:
            given = node.args[0]
            assert isinstance(given, nodes.Const), f"{template.name}:{node.lineno}: gettext needs the sentence itself"
            return
        if isinstance(node, nodes.TemplateData):
            found.append(node.data)
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            found.append(" " + node.value.replace('"', "") + " ")
        for child in node.iter_child_nodes():
            walk(child)

    walk(Environment(extensions=["jinja2.ext.i18n"]).parse(template.read_text("utf-8")))
    return found


class Reader(HTMLParser):
    """Words and attributes of a page, but those under lang="vi" and in <pre>: commands, alike in every language."""

    EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
    NO_WORDS = {"href", "action", "src", "srcset", "d", "class", "id", "data-widths"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        said = own.get("lang") or ""
        vietnamese = said == "vi" or tag == "pre" or (not said and any(flag for _, flag in self.open[-1:]))
        if tag not in self.EMPTY:
            self.open.append((tag, vietnamese))
        if not vietnamese:
            self.words += [value for name, value in attrs if value and name not in self.NO_WORDS]

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in range(len(self.open) - 1, -1, -1) if self.open[at][0] == tag), None)
        if at is not None:
            del self.open[at:]

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(flag for _, flag in self.open[-1:]):
            self.words.append(data.strip())


def words_in(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader.words


def test_templates_say_nothing_past_the_catalogue() -> None:
    for template in sorted(SERVICE.glob("templates/**/*.html")):
        said = [words for words in words_in("".join(pieces_of(template))) if VIETNAMESE.search(words)]
        if template.name == "language_switch.html":
            said = [words for words in said if VIETNAMESE.search(words.replace("Tiếng Việt", ""))]
        assert said == [], template.name


def test_modules_say_nothing_past_the_catalogue() -> None:
    for module in sorted(SERVICE.rglob("*.py")):
        name = module.relative_to(SERVICE).as_posix()
        if "node_modules" in name or "migrations" in name:
            continue
        said = list(words_of(ast.parse(module.read_text("utf-8")), name))
        assert not said or name in SAID_WITHOUT, f"{name}: {said}"


def words_of(node: ast.AST, name: str) -> Iterator[str]:
    """Vietnamese strings outside gettext and docstrings; a gettext whose sentence the catalogue lacks fails here."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        given = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        assert given, f"{name}:{node.lineno}: gettext needs the sentence itself"
        assert any(sentence in given for _, sentence in collected()), f"{name}:{node.lineno}: not extracted: {given}"
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and VIETNAMESE.search(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from words_of(child, name)


SCRIPTS_THAT_READ = {
    "text.js",
    "marks.js",
    "schema.js",
    "finder.js",
    "bases.js",
    "table.js",
    "keys.js",
    "numbers.js",
    "toolbar.js",
}
"""Scripts that read Vietnamese: numbering, folding of letters. They say nothing."""


def test_scripts_and_styles_get_their_words_from_the_page() -> None:
    sources = [*SERVICE.glob("assets/js/**/*.js"), *SERVICE.glob("assets/css/**/*.css")]
    assert len(sources) > 20
    for source in sources:
        bare = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", source.read_text("utf-8"), flags=re.S)
        assert source.name in SCRIPTS_THAT_READ or not VIETNAMESE.search(bare), source.name


# English pages


@pytest.fixture
def archive(office: Parts, tmp_path: Path) -> Office:
    return Office(tmp_path, office.db, office.store)


def one_page() -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(made)
    return made.getvalue()


@pytest.fixture
def used(office: Parts, archive: Office, drafter: Actor, clerk: Actor) -> dict[str, str]:
    """An office in use; the addresses that name one of its things."""
    with office.db.write() as session:
        unit = people.units(session, "tan-hoa")[0]
        unit.name = "Phòng Thử nghiệm"  # "Văn phòng" is also the name of the service
    mine, waiting = (drafts.create(office, drafter, "ke-hoach", PLAN) for _ in range(2))
    drafts.hand_over(office, drafter, waiting.id)
    held = number_for(office, clerk, drafts.create(office, clerk, "ke-hoach", PLAN))
    document: Document = archive.issue("tan-hoa", "ke-hoach", contents={"document.pdf": one_page()})
    token_of(office, "vanthu", "read")
    return {
        "a draft": f"/drafts/{mine.id}",
        "a draft handed over": f"/drafts/{waiting.id}",
        "a document": f"/documents/{document.id}",
        "the register": "/registers/2026",
        "the printed register": "/registers/2026/print",
        "the first number": "/registers/2026/first-number",
        "voiding": f"/registers/numbers/{held.id}/void",
        "a signer": "/admin/signers/1",
        "a user": "/admin/users/1",
        "results": "/search?q=thi+dua&kind=ke-hoach&year=x",
        "no results": "/search?q=%22khong+co%22+kind:x",
        "not there": "/documents/" + "0" * 32,
    }


def in_english(app: Flask, login: str) -> FlaskClient:
    client = app.test_client()
    assert log_in(client, login).status_code == 302
    data = {"language": "en", "next": "/account", "csrf_token": csrf(client, "/account")}
    assert client.post("/language", data=data).location == "/account"
    return client


def data_of(database: Database) -> set[str]:
    """Every Vietnamese word that people gave: the strings of all rows, and of the JSON in them."""

    def within(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield from (line for line in value.splitlines() if VIETNAMESE.search(line))
        elif isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                yield from within(inner)

    tables = [mapper.class_ for mapper in Base.registry.mappers]
    with database.read() as session:
        rows = [plain(row) for table in tables for row in session.scalars(select(table)).unique()]
    return set(within(rows))


def own_words() -> set[str]:
    """Vietnamese letters within the English: examples in the catalogue, Communiqué, QĐ."""
    texts = [text for message in messages() for text in strings(message.string) if VIETNAMESE.search(text)]
    parts = {part.strip() for text in texts for part in PLACES.split(text)}
    named = {word for kind in kinds().values() for word in (kind.english, kind.abbreviation)}
    return {part for part in parts | named if VIETNAMESE.search(part)}


def form_words(office: Parts) -> set[str]:
    fields = [field for form in office.forms.values() for field in form.fields]
    columns = [column for field in fields for column in field.columns]
    choices = [choice for field in fields for choice in field.choices]  # words that are printed keep their Vietnamese
    said = [*(field.help["en"] for field in fields if field.help), *(one.label["en"] for one in [*fields, *columns])]
    said += [words for choice in choices for words in (choice.label["en"], choice.value)]
    return {text for text in said if VIETNAMESE.search(text)}


def abbreviations() -> set[str]:
    """The default table, which the office's page shows as it is."""
    return {word for row in default().rows for word in (row.short, row.words, *row.near) if VIETNAMESE.search(word)}


def left_over(page: str, data: set[str]) -> list[str]:
    """What of a page is neither English nor data."""
    left = []
    for piece in words_in(page):
        rest = piece
        for known in sorted(data, key=len, reverse=True):
            rest = rest.replace(known, "")
        if VIETNAMESE.search(rest) and piece != "Tiếng Việt":
            left.append(piece)
    return left


@cache
def without_marks() -> set[str]:
    """Sentences that no Vietnamese letter gives away, such as "Trang"."""
    said = {text for message in messages() for text in strings(message.string)}
    return {sentence for _, sentence in collected() if not VIETNAMESE.search(sentence)} - said


def addresses(app: Flask) -> set[str]:
    """Every page that needs no parameter."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    return {rule.rule for rule in rules if not rule.rule.startswith("/api/v1")}


@pytest.mark.slow
@pytest.mark.parametrize("login", PEOPLE)
def test_no_page_in_english_speaks_vietnamese(app: Flask, office: Parts, used: dict[str, str], login: str) -> None:
    client = in_english(app, login)
    data = data_of(office.db) | own_words() | form_words(office) | abbreviations()
    seen = 0
    for address in sorted(addresses(app) | set(used.values())):
        answer = client.get(address)
        assert answer.status_code in (200, 302, 403, 404), address
        if answer.mimetype != "text/html" or answer.status_code == 302:
            continue
        page = answer.get_data(as_text=True)
        assert '<html lang="en">' in page, address
        assert left_over(page, data) == [], address
        assert [piece for piece in words_in(page) if piece in without_marks()] == [], address
        seen += 1
    assert seen > 15


def test_the_pages_of_a_stranger_speak_english_too(app: Flask, office: Parts) -> None:
    client = app.test_client()
    client.post("/language", data={"language": "en", "next": "/login", "csrf_token": csrf(client)})
    page = client.post("/login", data={"csrf_token": csrf(client), "username": "x", "password": "y"})
    assert "user name or the password is wrong" in page.get_data(as_text=True)
    assert left_over(page.get_data(as_text=True), own_words()) == []


def test_vietnamese_stays_where_it_was_chosen(client: FlaskClient) -> None:
    log_in(client, "vanthu")
    page = client.get("/", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert '<html lang="vi">' in page and "Bàn làm việc" in page


def test_kinds_fields_and_help_are_english_on_english_pages(app: Flask, used: dict[str, str]) -> None:
    client = in_english(app, "vanthu")
    draft = client.get(used["a draft handed over"]).get_data(as_text=True)
    assert "Plan" in draft and "Legal bases" in draft and "without the dash" in draft
    assert "<h1>Plan 02/KH-UBND</h1>" in client.get(used["a document"]).get_data(as_text=True)
    assert "Letter of introduction" in client.get(used["the first number"]).get_data(as_text=True)


@pytest.mark.slow
def test_a_form_shows_its_english_beside_its_vietnamese_page(app: Flask, office: Parts) -> None:
    page = in_english(app, "vanthu").get("/forms/quyet-dinh").get_data(as_text=True)
    assert "Form: Decision" in page and "Legal bases" in page
    assert left_over(page, data_of(office.db) | own_words() | form_words(office)) == []


def test_paper_stays_vietnamese(app: Flask, used: dict[str, str]) -> None:
    book = in_english(app, "vanthu").get(used["the printed register"]).get_data(as_text=True)
    assert "Register 2026 for print" in book
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in book and "Ngày tháng văn bản" in book and "Kế hoạch Công tác" in book
    letterhead = in_english(app, "quantri").get("/admin/agency").get_data(as_text=True)
    assert "Số: …/KH-UBND" in letterhead


# the API


def test_the_api_is_described_and_fails_in_the_language_asked_for(app: Flask, office: Parts) -> None:
    client = app.test_client()
    english_first = {"Accept-Language": "en-GB, en;q=0.9, vi;q=0.5"}
    described = client.get("/api/openapi.json").get_json()
    translated = client.get("/api/openapi.json", headers=english_first).get_json()
    assert described["info"]["title"] == "API Văn phòng"
    assert translated["info"]["title"] == "Office API"
    assert [words for words in said_by(translated) if VIETNAMESE.search(words)] == []
    refused = client.get("/api/v1/forms", headers=english_first)
    assert "token that is still valid" in refused.get_json()["detail"]
    assert "Hãy đăng nhập" in client.get("/api/v1/forms").get_json()["detail"]
    header = {**token_of(office, "vanthu", "read", "draft"), **english_first}
    names = {form["id"]: form["name"] for form in client.get("/api/v1/forms", headers=header).get_json()["items"]}
    assert names["quyet-dinh"] == "Decision"


def said_by(value: object) -> Iterator[str]:
    """Titles, summaries and descriptions of an OpenAPI document."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("title", "summary", "description") and isinstance(inner, str):
                yield inner
            elif name not in ("example", "examples"):
                yield from said_by(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from said_by(inner)
