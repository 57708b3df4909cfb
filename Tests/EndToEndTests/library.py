"""The library that a stack catalogues, from the file's side and from the API's."""
import shutil
import struct
import uuid

from expect import eventually

SCAN_SECONDS = 120
FILM = "Films/The Quiet Harbour (2019).mp4"
EPISODE = "Shows/Harbour Lights/Season 1/Harbour Lights S01E01.mp4"
SONG = "Music/Low Water/01 Ebb.mp3"
COVERED_SONG = "Music/Low Water/04 Spring Tide.mp3"
PHOTO = "Photos/Dawn.jpg"
TURNED_PHOTO = "Photos/Lighthouse.jpg"


def bmp(width, height):
    """A picture without compression, which is nothing but a head and rows of one colour each."""
    rows = b"".join(bytes([row % 256]) * (3 * width + -3 * width % 4) for row in range(height))
    head = struct.pack("<2sIHHI", b"BM", 54 + len(rows), 0, 0, 54)
    return head + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(rows), 2835, 2835, 0, 0) + rows


def finished(api, job, within=SCAN_SECONDS):
    """The job once it has come to an end, whichever."""
    def ended():
        status = api.get(f"/jobs/{job}")
        assert status.status == 200, status.body
        return status.json if status.json["state"] in ("completed", "failed") else None
    return eventually(ended, within)


class Library:
    def __init__(self, api, folder, shown=None):
        """`shown` is the folder as the services know it, where that is another path."""
        self.api, self.folder, self.shown = api, folder, str(shown or folder)
        self.id = self._find()["id"]

    def _find(self):
        """`medianest up` makes a library of its media folder; where it did not, it is made here."""
        known = self.api.get("/libraries").items
        if not known:
            made = self.api.post("/libraries", {"name": "Everything", "path": self.shown})
            assert made.status in (201, 409), made.body
            known = self.api.get("/libraries").items
        return known[0]

    def start_scan(self):
        eventually(lambda: not self._find().get("scanJobId"), SCAN_SECONDS)
        answer = self.api.post(f"/libraries/{self.id}/scan")
        assert answer.status == 202, answer.body
        return answer.json["jobId"]

    def scan(self):
        job = finished(self.api, self.start_scan())
        assert job["state"] == "completed", job
        return job

    def rest(self):
        """Waits until no job of media's is left: what a scan finds gets its thumbnails after the scan's own end."""
        def idle():
            counts = next(queue["counts"] for queue in self.api.get("/queues").items if queue["name"] == "media")
            return counts["waiting"] + counts["active"] + counts["delayed"] == 0
        eventually(idle, SCAN_SECONDS)

    def add(self, original, name=None, folder="Added"):
        """Copies a file into the library under a new name, with a tail of its own: the same picture, other content."""
        source = self.folder / original
        target = self.folder / folder / (name or f"{uuid.uuid4().hex}{source.suffix}")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        with open(target, "ab") as file:
            file.write(uuid.uuid4().bytes * (1 + uuid.uuid4().int % 997))
        return target

    def all_items(self):
        return [item for page in self.api.walk("/media", limit=100, source="library") for item in page["items"]]

    def item(self, path):
        """The item of a file, or nothing: known by its length, which no two files of the sample library share."""
        size = (self.folder / path).stat().st_size
        return next((item for item in self.all_items() if item["sizeBytes"] == size), None)
