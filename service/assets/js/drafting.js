// The drafting page.
