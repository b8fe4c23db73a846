"""Starts the application, nothing else."""

import sys

from operator_console.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
