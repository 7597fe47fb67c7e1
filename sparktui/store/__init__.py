"""The database. SQLAlchemy lives here and nowhere else; what only SQLite has lives in `sqlite`."""
