"""Mails to everyone, as drafts that a mail program opens and the organiser sends."""
