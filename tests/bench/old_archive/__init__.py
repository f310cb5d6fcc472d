"""An invented office's shared drive: old documents of many agencies, in many formats, and what is true of each."""
