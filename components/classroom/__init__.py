"""Teaching with the record: the quiz, the lesson and the words for them, free of any screen."""
