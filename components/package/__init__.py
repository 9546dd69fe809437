"""The record as a package of files: described tables in formats that researchers load, to be cited.

`tables`: what is in it; `fields`: what each column means and may hold; `formats`: CSV, JSON, Parquet, Stata;
`datapackage`, `manifest`, `citation`, `datasette`, `dataset`: the same package described for programs;
`notebook`: from its files to the impact table. No screen, no server.
"""
