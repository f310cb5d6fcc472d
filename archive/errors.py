"""What may go wrong on the archive's part of the path (number, file, record). Codes and data, no sentences.

`service/errors.py` turns each code into a status and a sentence; whoever uses the archive alone reads the
docstrings: the likely cause, then the remedy.
"""


class ArchiveError(Exception):
    """Base of everything the archive raises on purpose. `code` is stable, `data` says what it is about."""

    code = "archive_error"

    def __init__(self, **data: object) -> None:
        super().__init__(self.code, data)
        self.data = data


# --- agencies and registers -------------------------------------------------------------------------------


class UnknownAgency(ArchiveError):
    """No agency has this id (data: agency_id). Mistyped, or not added yet: add_agency()."""

    code = "unknown_agency"


class AgencyExists(ArchiveError):
    """The id or the code is taken by another agency (data: agency_id, code). Choose another, or rename."""

    code = "agency_exists"


class BadIdentifier(ArchiveError):
    """An id is not made of a-z, 0-9 and '-' (data: name, value). Ids stand in paths and never change: keep
    them plain.
    """

    code = "bad_identifier"


class NameMissing(ArchiveError):
    """The agency had no name yet on that day (data: agency_id, on). Record the earlier name with
    rename_agency().
    """

    code = "name_missing"


class NoRegister(ArchiveError):
    """The agency has no pattern of number series for that year (data: agency_id, year): set_pattern()."""

    code = "no_register"


class UnknownPattern(ArchiveError):
    """A pattern is neither 'kind' nor 'common' (data: pattern)."""

    code = "unknown_pattern"


class PatternInUse(ArchiveError):
    """That year already has a register (data: agency_id, year, from_year): the new pattern may begin in
    from_year.
    """

    code = "pattern_in_use"


class RegisterInUse(ArchiveError):
    """The register is open already (data: agency_id, year, series, first_number, last): its first number
    stays.
    """

    code = "register_in_use"


class FirstNumberWrong(ArchiveError):
    """A register begins at 1 or above (data: first)."""

    code = "first_number_wrong"


class ReasonNeeded(ArchiveError):
    """Something the register prints with its reason was asked without one (data: of). Say why."""

    code = "reason_needed"


# --- numbers ----------------------------------------------------------------------------------------------


class DateBeforeLast(ArchiveError):
    """The register has a later date already (data: on, last, number): numbers and dates run in the order of
    time (NĐ 30/2020 art. 15). Use `last` or a later day.
    """

    code = "date_before_last"


class DateOutsideYear(ArchiveError):
    """The date is not in the register's year (data: on, year): registers run from 1 January to 31
    December.
    """

    code = "date_outside_year"


class ReferenceTaken(ArchiveError):
    """Another series of the agency has this number with this symbol in this year (data: number, symbol,
    series). Number and symbol are unique within agency and year (art. 15): use another symbol, or one
    common series.
    """

    code = "reference_taken"


class UnknownNumber(ArchiveError):
    """No such number (data: number_id)."""

    code = "unknown_number"


class NumberNotReserved(ArchiveError):
    """The draft holds no number it could be filed under (data: draft_id, number): reserve() comes first."""

    code = "number_not_reserved"


class DocumentAlreadyFiled(ArchiveError):
    """The document of this number is in the storage already (data: number, symbol, document_id): it is
    issued, or one step away from it. Finish the issue; to take it back, recall the document.
    """

    code = "document_already_filed"


# --- filing -----------------------------------------------------------------------------------------------


class FilingDisagrees(ArchiveError):
    """metadata.json, number and stored files do not say the same (data: document_id, field, filed, expected).
    A fault of the program that files: nothing was recorded."""

    code = "filing_disagrees"


class UnreadableFiling(ArchiveError):
    """A metadata.json or fact.json is damaged or of a newer schema (data: why). Restore the object from the
    backup, or use a newer version of this program.
    """

    code = "unreadable_filing"


# --- storage and database ---------------------------------------------------------------------------------


class UnknownStorage(ArchiveError):
    """The storage URL is of a kind this version does not know (data: url). Known: file:///absolute/folder."""

    code = "unknown_storage"


class NotAStorageRoot(ArchiveError):
    """The folder holds something else than an OCFL 1.1 storage root of this layout (data: folder, why).
    Point STORAGE_URL to the archive, or to an empty folder."""

    code = "not_a_storage_root"


class BadName(ArchiveError):
    """A file name or object id that may not be stored (data: name). Names are fixed by the program: a fault
    of it.
    """

    code = "bad_name"


class ObjectMissing(ArchiveError):
    """The storage has no such object or file (data: object_id, name). Run verify; restore from the backup."""

    code = "object_missing"


class ObjectDamaged(ArchiveError):
    """The object's inventory cannot be read or is of another object (data: object_id, why). Run verify."""

    code = "object_damaged"


class ObjectDiffers(ArchiveError):
    """The object is there with other content (data: object_id). What is filed never changes: read what is
    there.
    """

    code = "object_differs"


class NotEnoughSpace(ArchiveError):
    """The disk (or quota) is full (data: folder). Nothing half-made is visible. Free space, then repeat."""

    code = "not_enough_space"


class ArchiveBusy(ArchiveError):
    """Another process kept the database for longer than the waiting time (data: seconds). Try again."""

    code = "archive_busy"
