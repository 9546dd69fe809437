"""What several charts share: parameters of the study, words, marks, labels and the look."""
