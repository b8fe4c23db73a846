"""Runs migrations on the connection that the store gives; knows no configuration file."""

from alembic import context

from operator_console.server.store.tables import metadata


def run() -> None:
    """Run the migrations in the given transaction."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
    )
    context.run_migrations()


run()
