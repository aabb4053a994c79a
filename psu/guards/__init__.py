"""The last keeper of psu's rules: triggers that nobody passes, whatever door they come through.

READ COMMITTED only, and one order of locks everywhere: agreements → people → other rows, each by number.
Always FOR NO KEY UPDATE: a plain FOR UPDATE deadlocks with every row that points to the locked one.

SQL past the program that deletes or changes days of several agreements in one statement meets its rows, and
with them the locks, in the order in which PostgreSQL finds them: no trigger sees them all beforehand. It may
deadlock with who saves hours; PostgreSQL then lets one of the two through and no rule is broken. Days of one
agreement never do: its lock comes first.
"""
