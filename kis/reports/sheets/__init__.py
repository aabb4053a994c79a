"""Sheets of figures whose rows the centre arranges: for the ministry's application and for the OZPS."""
