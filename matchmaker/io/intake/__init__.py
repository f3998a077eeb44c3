"""Exports of registration services in; people and wishes for a new workbook out."""
