from kis.privacy.models.processing import ProcessingActivity
from kis.privacy.models.request import DataRequest
from kis.privacy.models.retention import (
    Destruction,
    DestructionItem,
    Erasure,
    FileKind,
    RetentionClass,
)

__all__ = [
    "DataRequest",
    "Destruction",
    "DestructionItem",
    "Erasure",
    "FileKind",
    "ProcessingActivity",
    "RetentionClass",
]
