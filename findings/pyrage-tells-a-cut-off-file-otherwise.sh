#!/bin/sh
# pyrage 1.4.0 (age for Python), an encrypted file of some hundred kilobytes.
#
# Who opens a file with a key that is not its own gets DecryptError, whichever function is called. A file that
# lost its end is told otherwise by each: decrypt() on bytes raises DecryptError, decrypt_io() on two streams
# raises OSError, a class that it shares with a full disk, and by then the output holds the beginning in plain
# text. So a restore that streams catches both, and takes nothing for whole before the call has returned.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "pyrage==1.4.0"
cat > "$work/seen.py" <<'PY'
import io

import pyrage

mine, another = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
text = b"row\n" * 100_000
whole = pyrage.encrypt(text, [mine.to_public()])
half = whole[: len(whole) // 2]


def told(act):
    try:
        act()
    except Exception as error:
        return type(error).__name__
    return "opened"


def streamed(content, key):
    output = io.BytesIO()
    word = told(lambda: pyrage.decrypt_io(io.BytesIO(content), output, [key]))
    plain = output.getvalue()
    return word, "nothing" if not plain else "a beginning" if len(plain) < len(text) else "all"


print("another key, bytes:", told(lambda: pyrage.decrypt(whole, [another])))
print("another key, streams:", *streamed(whole, another))
print("cut off, bytes:", told(lambda: pyrage.decrypt(half, [mine])))
print("cut off, streams:", *streamed(half, mine))
print("whole, streams:", *streamed(whole, mine))
PY
"$work/venv/bin/python" "$work/seen.py" > "$work/out"
cat "$work/out"
cat > "$work/wanted" <<'OUT'
another key, bytes: DecryptError
another key, streams: DecryptError nothing
cut off, bytes: DecryptError
cut off, streams: OSError a beginning
whole, streams: opened all
OUT
diff "$work/wanted" "$work/out"
