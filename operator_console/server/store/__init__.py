"""The server's database: tables, migrations, the one writer and the readers; the only place of the server with SQL."""
