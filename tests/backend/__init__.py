"""The backend alone, on SQLite and on PostgreSQL."""
