"""What a class fetches from a trainer's machine: the world file, the certificate authority and the material."""

import html
import json

from osint_kit.exercises.handout import FOLDER, handout
from osint_kit.exercises.http_connection import WebRequest
from osint_kit.exercises.responses import JSON, Response, not_found, page
from osint_kit.exercises.scenario import Scenario

LISTING = "/exercise.json"
FORMAT = 1
BYTES = (("Content-Type", "application/octet-stream"),)


class ClassBoard:
    """Answers with a listing at ``/exercise.json``, each file that it lists, and a page for a browser."""

    def __init__(self, scenario: Scenario, world: bytes, authority: bytes) -> None:
        material = {f"{FOLDER}/{name}": body for name, body in handout(scenario).items()}
        self._files = {"world.toml": world, "ca.pem": authority, **material}
        self._title = scenario.title
        self._listing = json.dumps({"format": FORMAT, "name": scenario.name, "files": list(self._files)}).encode()

    def answer(self, request: WebRequest) -> Response:
        """The answer to one request."""
        path = request.target.partition("?")[0]
        if path == LISTING:
            return Response(200, (("Content-Type", JSON),), self._listing)
        if path == "/":
            command = f"osint exercise join http://{html.escape(request.host)}"
            return page(
                200,
                self._title,
                f"<h1>{html.escape(self._title)}</h1><p>In a terminal: <code>{command}:PORT</code></p>",
            )
        if path.removeprefix("/") in self._files:
            return Response(200, BYTES, self._files[path.removeprefix("/")])
        return not_found()
