"""The parts that screens are made of: plain data in, messages out.

One job: draw what they are given and say what the person did with it.
Must not: know services, rules or the store.
"""
