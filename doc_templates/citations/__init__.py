"""Documents named in a text: what a document rests on, mentions, replaces, amends, repeals, recalls or corrects.

citation.py what is known of one · page.py the text letter for letter, tidied and folded · references.py number and
symbol · named.py the kind in front · behind.py day, year and issuer · laws.py laws by their name · roles.py what is
done to it · reading.py a text or the lines of its bases → list of Citation. Word tables: words.toml, laws.toml.
"""
