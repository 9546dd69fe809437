"""The page Classroom: quiz, lesson and the number reproduced by hand."""
