"""A pair of event and share to be worked out again by hand: workbook, paper, notebook."""
