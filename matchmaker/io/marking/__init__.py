"""Copies of somebody's workbook with every issue at its cell."""
