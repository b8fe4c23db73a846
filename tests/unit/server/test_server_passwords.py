"""How strong the product hashes, looked at in a process of its own: the tests' process hashes quickly."""

import subprocess
import sys

HASH = "from operator_console.server.passwords import hash_password; print(hash_password('a long password'))"


def test_hashes_are_of_rfc_9106_s_second_recommended_option() -> None:
    done = subprocess.run([sys.executable, "-c", HASH], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
