"""Texts and pictures of what was found: functions that return strings or bytes and never print."""
