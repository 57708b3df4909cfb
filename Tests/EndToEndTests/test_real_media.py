"""Files that people made, not ffmpeg: the sounds of the desktop, as Debian ships them."""
import pathlib
import shutil

import pytest

SOUNDS = pathlib.Path("/usr/share/sounds/freedesktop/stereo")


@pytest.mark.skipif(not SOUNDS.is_dir(), reason="sound-theme-freedesktop is not installed; scripts/bootstrap --test brings it")
def test_the_sounds_of_the_desktop_are_music(library, member):
    originals = [path.resolve() for path in sorted(SOUNDS.glob("*.oga"))]
    originals = list(dict.fromkeys(originals))[:20]
    folder = library.folder / "Sounds"
    folder.mkdir()
    for original in originals:
        shutil.copyfile(original, folder / original.name)
    library.scan()
    found = {item["sizeBytes"]: item for item in library.all_items()}
    for original in originals:
        item = found[original.stat().st_size]
        assert item["type"] == "music" and item["contentType"] in ("audio/ogg", "application/ogg")
        assert item["durationSeconds"] > 0
        assert member.get(f"/media/{item['id']}/stream").body == original.read_bytes()
