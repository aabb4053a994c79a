"""Social contracts and the people in them, as the MRiPS-03 form asks: two different counts."""
