"""The pay list from its check to the settled refund, on screen, paper and in a workbook."""
