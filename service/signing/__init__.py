"""Signatures: keys, signing, sealing, time-stamps, validation. The only room that calls pyHanko."""
