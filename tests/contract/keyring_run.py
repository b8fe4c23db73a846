"""What one run of the token vault finds in the keyring of its surroundings, as one JSON line.

python -m tests.contract.keyring_run keep|get
"""

import asyncio
import json
import os
import sys

from operator_console.storage.token_vault import TokenVault

NAME, TOKEN = "anna @ chat.example", "a refresh token"


async def _run(what: str) -> None:
    vault = TokenVault(answer_limit_s=30.0)
    if what == "keep":
        await vault.keep(NAME, TOKEN)
    told = await vault.get(NAME)
    print(json.dumps([vault.place, vault.problem, told]), flush=True)
    vault.close()


if __name__ == "__main__":
    os.environ.pop("PYTHON_KEYRING_BACKEND", None)
    asyncio.run(_run(sys.argv[1]))
