"""The record's answers to programs: story, numbers with their uncertainty, caveats. Free of any screen.

A module an answer: its parameters, and a function of the record, the parameters and the public address
that gives an `Answer`. `questions` lists them; `/data/answers`, `/mcp` and the command line ask through it.
"""
