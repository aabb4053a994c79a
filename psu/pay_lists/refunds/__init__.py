"""The application for the refund: of which lists, made, printed, sent and settled."""
