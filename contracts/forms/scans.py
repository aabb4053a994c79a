from kis.documents.models import Document
from kis.documents.scans import keep_scan


def keep_contract_scan(file, *, by) -> Document | None:
    return keep_scan(file, kind="contract-scan", name="kontrakt-skan", by=by)
