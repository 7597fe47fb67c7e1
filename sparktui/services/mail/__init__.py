"""Reading mail from files and mailboxes, without ever changing them.

One job: turn what others have sent into `ReadMail` values. Must not: record anything or judge whose mail it is.
"""
