"""The record's answers to programs: story, numbers with their uncertainty, caveats. Free of any screen."""
