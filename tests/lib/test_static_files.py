import re
import shutil
from pathlib import Path

from django.conf import settings

from kis.lib.static_files import HashedModules

IMPORT = re.compile(r'^import .* from "(.+)";$', re.MULTILINE)
HASHED = re.compile(r"\.[0-9a-f]{12}\.js")


def test_a_script_imports_the_others_by_the_names_that_change_with_their_content(tmp_path):
    shutil.copytree(Path(settings.STATICFILES_DIRS[0]) / "scripts", tmp_path / "scripts")
    storage = HashedModules(location=tmp_path, base_url="/static/")
    names = [str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.js")]

    list(storage.post_process({name: (storage, name) for name in names}))

    hashed = [file for file in tmp_path.rglob("*.js") if HASHED.search(file.name)]
    imports = [
        (file, address) for file in hashed for address in IMPORT.findall(file.read_text("utf-8"))
    ]
    assert len(hashed) >= len(names)
    assert any(file.name.startswith("month.") for file, _ in imports)
    for file, address in imports:
        assert HASHED.search(address), f"{file.name} imports {address}"
        assert (file.parent / address).is_file(), f"{file.name} imports {address}"
