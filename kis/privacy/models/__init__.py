from kis.privacy.models.processing import ProcessingActivity
from kis.privacy.models.request import DataRequest

__all__ = ["DataRequest", "ProcessingActivity"]
