"""Holding a conversation: read, resolve, retrieve, compose, check, reply; and the ways in."""
