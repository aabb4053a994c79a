"""Spreadsheets and lists of an office read into rows of text: plain functions without Django.

Every cell becomes the text that a person would type for it, so that one reader judges cells of all formats
and what is corrected on the screen.
"""
