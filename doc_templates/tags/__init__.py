"""The tags of a form an office made itself: what they ask for, what is wrong with them. Before the form is used."""
