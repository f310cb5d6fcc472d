"""The decree's layout as data: read any .docx as it will print, recognise its components, check and repair them."""
