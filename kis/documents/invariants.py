"""What never breaks about kept papers, asked of all rows at once; see kis.lib.invariants."""

from kis.lib.invariants import Invariant

INVARIANTS = [
    Invariant(
        "document_bytes",
        "Zachowane pismo ma inną treść niż w dniu zapisania albo nie ma jej wcale",
        "Nie wydawaj tego pisma. Trzeba odtworzyć jego treść z kopii zapasowej.",
        thing="pismo",
        sql="""SELECT d.id, NULL::bigint, d.created_at::date, '' FROM documents_document d
        LEFT JOIN documents_documentcontent c ON c.document_id = d.id
        WHERE c.document_id IS NULL OR octet_length(c.content) <> d.size
            OR encode(sha256(c.content), 'hex') <> d.sha256""",
    ),
    Invariant(
        "file_named_by_pesel",
        "W nazwie pliku jest 11 cyfr: to może być numer PESEL",
        "Nazwy zachowanego pisma się nie zmienia. Zapisz plik jeszcze raz pod inną nazwą, a przy następnych "
        "nie wpisuj numeru PESEL do nazwy.",
        thing="pismo",
        sql=r"""SELECT d.id, NULL::bigint, d.created_at::date, '' FROM documents_document d
        WHERE d.name ~ '(^|\D)\d{11}(\D|$)'""",
    ),
]
