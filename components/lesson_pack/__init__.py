"""A lesson on paper: plan, sheets for the class and answers of one quiz, as one file to print.

`pack` gathers the numbers, `plan`, `sheets` and `answers` write a part each, `document` puts them together;
`python -m components.lesson_pack` writes the file.
"""
