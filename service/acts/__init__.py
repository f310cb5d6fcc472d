"""Acts on an issued document (Điều 18 Nghị định 30/2020/NĐ-CP): recall, replacement, amendment, correction.

Each is itself a draft that is issued and points at the other: rules.toml · pointing.py before the issue · done.py in
the commit of the issue · told.py who was told and who acknowledged · cover.py what is laid before a copy to read.
"""
