"""How fast the program is, held against something that does less. Not part of the tests."""
