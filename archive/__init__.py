"""What has been issued: numbers, records, files, events. Append-only, knows no Flask, usable alone in ten years."""
