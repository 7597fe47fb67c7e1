"""A second reading of the written rules: dates, phases and findings, in the plainest Python there is.

One job: say what the right answer is, so that the product can be held against it.
Must not: import anything of the product, or share a table, a constant or a policy file with it.
"""
