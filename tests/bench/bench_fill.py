"""What filling a form costs: cold, with the form cached, and by docxtpl as it comes. By hand:

    .venv/bin/python -m tests.bench.bench_fill [--rounds 60]

Prints medians in milliseconds of processor time (other work on the machine does not count) and the ratio to stock
docxtpl in the same run; then what long documents cost.
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from doc_templates import fill as filling
from doc_templates import sandbox, template_file
from doc_templates.context import context
from doc_templates.fill import fill
from doc_templates.form import Form, load_forms, samples
from doc_templates.sample import LETTERHEAD, signer_for, stamp_for

CLAUSE = "Các cơ quan, đơn vị, thôn triển khai thực hiện nghiêm túc, đầy đủ, kịp thời nhiệm vụ được giao. " * 4


def ours(form: Form) -> Callable[[], bytes]:
    return lambda: fill(form, samples(form), LETTERHEAD, signer_for(form), stamp_for(form))


def cold(form: Form) -> Callable[[], bytes]:
    def once() -> bytes:
        template_file._checked.cache_clear()
        filling._patched.cache_clear()
        sandbox.ENVIRONMENT._compiled.cache_clear()
        return ours(form)()

    return once


def stock(form: Form) -> Callable[[], bytes]:
    """The same tags and values, no cache and no typesetting: what the documentation of docxtpl shows."""
    styles = template_file.trusted(form.path, form.id).styles
    values = context(form, samples(form), LETTERHEAD, signer_for(form), stamp_for(form), styles)

    def once() -> bytes:
        document, buffer = DocxTemplate(form.path), BytesIO()
        document.render(values, SandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
        document.save(buffer)
        return buffer.getvalue()

    return once


def cost(step: Callable[[], bytes]) -> float:
    start = time.process_time()
    step()
    return 1000 * (time.process_time() - start)


def compare(form: Form, rounds: int) -> None:
    steps = {"stock": stock(form), "cold": cold(form), "cached": ours(form)}
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):  # in turn, so that a busy moment of the machine meets all three
        for name, step in steps.items():
            if name == "cached":
                step()  # the cold round emptied the caches
            taken[name].append(cost(step))
    base = statistics.median(taken["stock"])
    shown = [
        f"{name} {statistics.median(each):6.2f} ms (×{statistics.median(each) / base:.2f})"
        for name, each in taken.items()
    ]
    print(f"{form.id:<11}", "   ".join(shown))


def long(forms: dict[str, Form]) -> None:
    body = "\n".join(f"Điều {number}. Nhiệm vụ\n1. {CLAUSE}\na) {CLAUSE}\n- {CLAUSE}" for number in range(1, 601))
    rows = [{"full_name": f"Nguyễn Văn {number}", "award": "Giấy khen"} for number in range(2_000)]
    for what, form, values in (
        ("200 pages", forms["ke-hoach"], {"body": body}),
        ("2,000 recipients", forms["ke-hoach"], {"recipients": [f"Cơ quan thứ {each}" for each in range(2_000)]}),
        ("2,000 awardees", forms["quyet-dinh"], {"awardees": rows}),
    ):
        given = (samples(form) | values, LETTERHEAD, signer_for(form), stamp_for(form))
        taken = [cost(lambda form=form, given=given: fill(form, *given)) for _ in range(3)]
        print(f"{what:<17} {statistics.median(taken):7.0f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    everything = load_forms()
    for each in everything.values():
        compare(each, arguments.rounds)
    long(everything)
