"""What the database holds about classes and attendance against everybody: forms, imports and SQL alike.

One order of locks: the group → people by number → the meeting → its months → marks.
"""
