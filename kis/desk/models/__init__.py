from kis.desk.models.finding import DataCheck, Finding

__all__ = ["DataCheck", "Finding"]
