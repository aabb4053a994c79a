"""The last keeper of psu's rules: triggers that nobody passes, whatever door they come through.

READ COMMITTED only, and one order of locks everywhere: agreements → people → other rows, each by number.
Always FOR NO KEY UPDATE: a plain FOR UPDATE deadlocks with every row that points to the locked one.
"""
