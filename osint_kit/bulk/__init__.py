"""Many rows at a time: in blocks, in two processes more, with what came of them counted.

phones.py     a block of rows of a table to the same rows with their numbers' records behind them
row_lines.py  the two halves of an output line: the input's cells, and a record's
tally.py      rows, valid ones, distinct numbers, problems by reason, in constant memory
workers.py    processes that do blocks, and their results in order
"""
