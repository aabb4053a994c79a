"""The kinds of lists: each a table of columns, and how a row of it becomes records.

What is pure stands in `columns`, `cells` and `rows`; a kind asks the register and makes records by the acts
and constraints that the screens use, so that what they refuse is a fault of the row.
"""
