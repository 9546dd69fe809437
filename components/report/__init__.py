"""One report in one command: what a research note would attach to a few events of the record.

`blocks` is what a report is made of; `story`, `comparison` and `background` fill it from the record, the
charts and the study; `html` and `docx` write it; the PDF is the HTML, printed by Chrome.
"""
