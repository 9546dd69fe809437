"""The chart catalogue. No Streamlit in here: a chart is a function of the snapshot and its parameters.

A chart is a package of

- `params.py`: `Params`, what a reader may ask of it;
- `study.py`: what is computed for it and the table behind the picture, pure functions of the snapshot;
- `words.py`: every sentence: title, subtitle, alt text, notes;
- `figure.py`: `draw`, the traces and layout;
- `__init__.py`: `SLUG` (its name in addresses), `NAME` and `SUMMARY` (for menus), `PAGE` (which page of
  the app shows it), `Params`, `build` and `example`.

A small chart may do without some of them. What charts share stands in `kit`. A new chart is added to
`MODULES` of `catalogue.py`; embeds, images, downloads and the static site take it from there.
"""
