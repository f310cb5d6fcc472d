"""What the rules ask. Each check is a function (document, components, rule) -> Iterable[Flaw], named in the rules."""
