"""Who signs besides the signer, as the drafter chooses it when the draft is laid before them.

    initials    the drafter at the end of the content, the head of the unit beside "Lưu: VT"; nobody by default
    second      whoever stands in another block of the form (thư ký of minutes, bên B of an agreement): with a key here,
                or outside: the file is taken there, signed with whatever they use, and comes back as its continuation

Nghị định 30/2020/NĐ-CP knows no document of two agencies (liên tịch) and no block for it: the forms have the blocks.
"""

from dataclasses import dataclass

from doc_templates import anchors
from doc_templates.errors import NoPlaceToSign
from doc_templates.fill import Stamp, names_below_signatures
from doc_templates.pdf_facts import read_back
from service import drafts, paper, people
from service.actor import Actor
from service.draft import Draft
from service.errors import BadInput, KeyMissing, NotYourTurn, SignatureRefused
from service.file_refusals import continuation_refused
from service.names import name_key
from service.parts import Parts
from service.signing.agreement import field_values
from service.signing.keys import key_of
from service.signing.validate import Validation, refuse_unless_valid, validate
from service.signing_steps import DRAFTER, SECOND, UNIT_HEAD, Step, steps_of
from service.signings import Signing, Turn, signing_of, turn_of

OUTSIDE = "outside"


@dataclass(frozen=True)
class Beside:
    """Who signs besides the signer. drafter: the author's own initials; unit_head: a user; second: "", OUTSIDE, "here"
    (the account with a key that bears the name in the form's other block).
    """

    drafter: bool = False
    unit_head: int | None = None
    second: str = ""


ALONE = Beside()
HERE = "here"


@dataclass(frozen=True)
class Choices:
    """What the drafter may choose from: whether the author has a key, unit heads with one, the name in another block
    of the form ("" where it has none) and whether that person has a key here.
    """

    drafter: bool
    unit_heads: tuple[people.User, ...]
    second: str
    second_here: bool


def choices(parts: Parts, draft: Draft) -> Choices:
    """Who could sign this draft besides its signer. Raises TemplateFault."""
    holders = _holders(parts, draft.agency_id)
    second = second_name(parts, draft)
    return Choices(
        drafter=any(user.id == draft.author_id for user in holders),
        unit_heads=tuple(user for user in holders if _may_initial(user) and user.id != draft.author_id),
        second=second,
        second_here=_named(holders, second, draft) is not None,
    )


def _may_initial(user: people.User) -> bool:
    """Whoever sees the drafts of others: a head of a unit signs by order, or checks the layout."""
    return bool(user.permissions & {"sign", "layout"})


def _holders(parts: Parts, agency_id: str) -> list[people.User]:
    with parts.db.read() as session:
        found = people.users(session, agency_id)
        return [user for user in found if user.active and key_of(session, agency_id, user.id)]


def _named(users: list[people.User], name: str, draft: Draft) -> people.User | None:
    """The account of this name; whoever signs must be able to read the draft, as drafts.visible has it."""
    wanted = name_key(name)
    readers = (user for user in users if user.id == draft.author_id or user.permissions & {"issue", "sign", "layout"})
    return next((user for user in readers if wanted and name_key(user.full_name) == wanted), None)


def second_name(parts: Parts, draft: Draft) -> str:
    """The name in another block of the filled form; "" where only the signer signs, or nobody is named there yet.

    Raises TemplateFault.
    """
    around = paper.setting(parts, draft, parts.today())
    form = drafts.form_of_draft(parts, draft)
    found = names_below_signatures(form, draft.values, around.letterhead, around.signer, Stamp(around.symbol))
    return next((name for name in found if _is_name(name) and name != around.signer.name.strip()), "")


def _is_name(words: str) -> bool:
    """Dotted blanks stand for a name that is not filled in."""
    return any(letter.isalpha() for letter in words)


def steps(parts: Parts, draft: Draft, beside: Beside) -> list[Step]:
    """The rows of those who sign besides. Raises KeyMissing, BadInput, NoPlaceToSign, TemplateFault."""
    if beside == ALONE:
        return []
    holders = {user.id: user for user in _holders(parts, draft.agency_id)}
    made = []
    if beside.drafter:
        author = holders.get(draft.author_id or 0)
        if author is None:
            raise KeyMissing(whose=draft.author_name)
        made.append(_step(draft, -2, DRAFTER, anchors.DRAFTER, author.id, author.full_name))
    if beside.unit_head is not None:
        head = holders.get(beside.unit_head)
        if head is None or not _may_initial(head):
            raise BadInput(field="unit_head")
        made.append(_step(draft, -1, UNIT_HEAD, anchors.UNIT_HEAD, head.id, head.full_name))
    return made + ([_second(parts, draft, beside.second, list(holders.values()))] if beside.second else [])


def _second(parts: Parts, draft: Draft, how: str, holders: list[people.User]) -> Step:
    name = second_name(parts, draft)
    if not name:
        raise NoPlaceToSign()
    user = _named(holders, name, draft)
    if how == HERE and user is None:
        raise KeyMissing(whose=name)
    if how not in (HERE, OUTSIDE):
        raise BadInput(field="second")
    return _step(draft, 1, SECOND, anchors.SECOND, user.id if user and how == HERE else None, name)


def _step(draft: Draft, position: int, role: str, field: str, user_id: int | None, name: str) -> Step:
    return Step(draft_id=draft.id, position=position, role=role, field=field, user_id=user_id, name=name[:200])


def outside(parts: Parts, actor: Actor, draft_id: str) -> tuple[Signing, Turn] | None:
    """What is to be signed outside now, for whoever sees the draft; None where nothing is. Raises NotFound."""
    drafts.get(parts, actor, draft_id)
    with parts.db.read() as session:
        signing = signing_of(session, draft_id, whole=True)
        now = turn_of(signing, steps_of(session, draft_id)) if signing else None
    return (signing, now) if signing and now and now.user_id is None else None


def continued(parts: Parts, actor: Actor, draft_id: str, content: bytes) -> tuple[Signing, Turn]:
    """Look at a file that comes back from outside: ours, and one more signature in the field it was made for.

    Raises NotFound, NotYourTurn, ContinuationRefused.
    """
    found = outside(parts, actor, draft_id)
    if found is None:
        raise NotYourTurn(name="")
    signing, now = found
    before = signing.signed or signing.prepared
    try:
        refuse_unless_valid(content, at=parts.now(), continues=before)
    except SignatureRefused as why:
        raise continuation_refused(str(why.data.get("why", ""))) from why
    if wrong := _wrong(validate(before), validate(content), content, now):
        raise continuation_refused(wrong)
    return signing, now


def _wrong(before: Validation, after: Validation, content: bytes, now: Turn) -> str:
    """Why the continuation is not what was asked for: another field, other signatures, a number filled in, no PDF/A."""
    if len(after.signatures) != len(before.signatures) + 1 or after.signatures[-1].field != now.field:
        return "field"
    if any(field_values(content).values()):
        return "filled"
    return "" if read_back(content).pdfa == "2B" else "pdfa"
