"""Long lists page by page: what the links to other pages keep of the address."""


def rest_of_address(request) -> str:
    """All but the number of the page and the file that was asked for; ends with & or is empty."""
    address = request.GET.copy()
    for name in ("strona", "plik"):
        address.pop(name, None)
    return f"{address.urlencode()}&" if address else ""
