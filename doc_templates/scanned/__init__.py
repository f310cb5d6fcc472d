"""From paper back to a file: scans and photographs become upright pages of true size, with words to search in."""
