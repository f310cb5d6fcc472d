"""python -m tests.mutations [times] [words …]: proves the checker by single mutations and prints a table by rule.

`times`: on how many papers each mutation is tried (1); with words, only mutations whose names have them all.
"""

import sys

from tests.mutations.prove import Outcome, outcome, selected, table


def main(arguments: list[str]) -> int:
    times = int(arguments[0]) if arguments else 1
    outcomes: dict[str, list[Outcome]] = {}
    for paper, mutation in selected(times):
        if all(word in mutation.name for word in arguments[1:]):
            outcomes.setdefault(min(mutation.rules), []).append(outcome(paper, mutation))
    wrong = [each for of_rule in outcomes.values() for each in of_rule if not each.well]
    print("\n".join(map(str, wrong)), table(outcomes), sep="\n\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
