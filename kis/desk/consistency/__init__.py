"""The nightly check: every rule that never breaks is asked of live data, what it finds stands on the desk."""
