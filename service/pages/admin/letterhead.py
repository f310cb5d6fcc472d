"""Entering a letterhead: proposed by kind of body and date, shown as it will print, with what contradicts the rule."""

from datetime import date

from flask import render_template, request
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Optional

from doc_templates import letterheads
from doc_templates.letterheads import Rule, rules
from service.access import demands
from service.language import said
from service.pages.admin.place import blueprint
from service.pages.typed import NOT_OFFERED, NamingForm, at_most, day_field, options
from service.parts import parts


class ProposedForm(NamingForm):
    """A naming with its kind of body and what a proposal is made of. `valid_from` says whose day's rules hold."""

    rule = SelectField(_l("Loại cơ quan, tổ chức"), validate_choice=False)
    own = StringField(
        _l("Tên riêng"),
        [Optional(), at_most(200)],
        description=_l("Viết như trong câu. Ví dụ: Sở Nội vụ; Phòng Văn hóa - Xã hội; Hội đồng Thi đua - Khen thưởng"),
    )
    territory = StringField(
        _l("Đơn vị hành chính"),
        [Optional(), at_most(100)],
        description=_l("Kèm cấp. Ví dụ: xã Nhơn Trạch; tỉnh Đồng Tháp"),
    )
    valid_from: DateField = day_field(
        _l("Dùng từ ngày"),
        required=True,
        description=_l("Văn bản đề ngày từ ngày này in tên mới; văn bản cũ giữ tên cũ."),
    )

    def offer(self, on: date, of: tuple[str, ...]) -> None:
        """The kinds of bodies that exist on that day."""
        found = [rule for rule in rules(on).values() if rule.of in of]
        self.rule.choices = options([("", _l("Chọn loại")), *((rule.id, said(rule.name)) for rule in found)])

    def chosen_rule(self) -> Rule | None:
        return rules().get(self.rule.data or "")

    def propose(self) -> None:
        """Fill the naming as the rule wants it; what was typed there before goes."""
        rule = self.chosen_rule()
        if rule is None:
            self.rule.errors = [NOT_OFFERED]
            return
        made = letterheads.propose(rule, own=self.own.data or "", territory=self.territory.data or "")
        self.superior.data, self.name.data = "\n".join(made.superior), "\n".join(made.name)
        self.full_name.data, self.abbreviation.data, self.place.data = made.full_name, made.abbreviation, made.place


@blueprint.post("/letterhead")
@demands("administer")
def letterhead() -> str:
    """The head of a document as it stands in the form at this moment, with its warnings: a piece of the page."""
    form = ProposedForm(request.form)
    return render_template("admin/letterhead_check.html", **checked(form))


def checked(form: ProposedForm) -> dict[str, object]:
    """What the piece shows: the naming as typed, and where it contradicts the rule of its day."""
    on = form.valid_from.data or parts().today()
    name = {
        "superior": form.superior.lines,
        "name": form.name.lines,
        "abbreviation": form.abbreviation.data or "…",
        "place": form.place.data or "…",
    }
    return {"name": name, "warnings": letterheads.warnings(form.superior.lines, form.name.lines, on), "say": said}
