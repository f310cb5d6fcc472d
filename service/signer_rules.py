"""What an entered authority to sign must say before it is kept (NĐ 30/2020 art. 13, Phụ lục I II.7).

TL. stands in the office's rules of work, TUQ. in a document that limits time and content and is given by the head
alone: both name their document. Before a name stands no title.
"""

from sqlalchemy.orm import Session

from doc_templates.errors import IncompleteSigner, UnknownAuthority
from doc_templates.signer import ARTICLES, authority_lines
from service import bodies
from service.errors import BadInput, NoRedelegation, TitleInName
from service.honours import allowed_titles, honour_before
from service.signers import Signer, signer

FIELD_OF = {"collective": "collective", "head": "head_title", "own": "own_title", "unit_head": "unit_head_title"}
"""Which field holds what a line of the signature block needs."""
HEADS = frozenset({"", "TM", "Q"})
"""Who leads, and so may have deputies sign and may delegate."""
DELEGATED = frozenset({"TL", "TL+KT", "TUQ"})
"""Authorities that exist only by a document (art. 13.3, 13.4)."""


def check(session: Session, entered: Signer) -> None:
    """Raises BadInput naming the field, TitleInName, NoRedelegation."""
    _name(session, entered)
    _lines(entered)
    _period(entered)
    _body(session, entered)
    _head(session, entered)
    _document(entered)


def _name(session: Session, entered: Signer) -> None:
    if not entered.full_name:
        raise BadInput(field="full_name")
    found = honour_before(entered.full_name, allowed_titles(session, entered.agency_id))
    if found is not None:
        raise TitleInName(field="full_name", title=found.words, article=found.article)


def _lines(entered: Signer) -> None:
    titles = (entered.collective, entered.head_title, entered.own_title, entered.unit_head_title)
    try:
        authority_lines(entered.authority, *titles)
    except UnknownAuthority as error:
        raise BadInput(field="authority") from error
    except IncompleteSigner as error:
        raise BadInput(field=FIELD_OF[str(error.data["missing"])]) from error


def _period(entered: Signer) -> None:
    if entered.authority == "TUQ" and entered.valid_until is None:
        raise BadInput(field="valid_until")
    if entered.valid_until is not None and entered.valid_until < entered.valid_from:
        raise BadInput(field="valid_until")


def _body(session: Session, entered: Signer) -> None:
    """An advisory body that uses the agency's seal prints the signer's title in the agency too (II.7.c)."""
    if entered.body_id is None:
        return
    body = bodies.body(session, entered.agency_id, entered.body_id)
    if body.sort == "advisory" and body.agency_seal and not entered.agency_title:
        raise BadInput(field="agency_title")


def _head(session: Session, entered: Signer) -> None:
    """Only a head delegates, and nobody passes a TUQ. on (art. 13.3)."""
    if entered.head_id is None:
        if entered.authority == "TUQ":
            raise BadInput(field="head_id")
        return
    head = signer(session, entered.agency_id, entered.head_id)
    if head is not None and head.authority == "TUQ":
        raise NoRedelegation(field="head_id", name=head.full_name, article=ARTICLES["TUQ"])
    if head is None or head.authority not in HEADS or head.id == entered.id:
        raise BadInput(field="head_id")


def _document(entered: Signer) -> None:
    if entered.authority in DELEGATED and not entered.document:
        raise BadInput(field="document")
    if entered.authority in DELEGATED and entered.document_on is None:
        raise BadInput(field="document_on")
    if entered.document_on is not None and entered.document_on > entered.valid_from:
        raise BadInput(field="document_on")
    if entered.authority == "TUQ" and not entered.scope and not entered.kinds:
        raise BadInput(field="scope")
