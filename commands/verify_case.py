"""Check a case folder of osint-kit with Python alone (3.8 or newer): no other file, no package, no network.

    python3 verify_case.py FOLDER [HEAD]

Prints what does not hold, one line each, and leaves with 0 where the case holds, 4 where it does not, 2 where FOLDER
is no case. With HEAD (64 hexadecimal digits, from somebody's notebook) also that the ledger still has that line.
Signatures are checked, and it says by which key each is; for a time stamp it names the openssl command that checks it.
`osint case verify --script FILE` writes this file out; docs/verify.md tells what it does, step by step.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shlex
import sys
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Iterator

LEDGER = set("seq at operator action ref sha256 prev hash".split())
FINDING = set("id subject property value object source reach observed_at evidence grade why salt".split())
WITHHELD = {"withheld", "role", "reason"}
CASE_FILES = set("case.json case.lock ledger.ndjson runs signatures stamps profiles reports exports".split())
RUN_FILES = set("open.json findings.ndjson evidence.warc.gz run.json run.lock".split())
STATEMENT = "head of a case of osint-kit"
SIGNED = set("statement head line operator at world simulated".split())
PUBLIC_KEY = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: what stands before the 32 bytes of an Ed25519 key
STATED = ("subject", "property", "value", "object", "source")
problems: list[str] = []
notes: list[str] = []


def main(words: list[str]) -> int:
    """Check the folder that was named; the exit code."""
    folder = Path(words[0] if words else "")
    if len(words) not in (1, 2) or not ((folder / "case.json").exists() or (folder / "ledger.ndjson").exists()):
        print(f"there is no case in {folder}" if words else __doc__, file=sys.stderr)
        return 2
    entries = check_ledger(folder / "ledger.ndjson")
    check_card(folder / "case.json", entries)
    if len(words) == 2 and words[1].lower() not in [entry["hash"] for entry in entries]:
        problems.append(f"the ledger has no line with the head {words[1].lower()}: lines were cut off or replaced")
    opened, sealed = check_names(entries)
    runs = folder / "runs"
    for path in sorted(runs.iterdir()) if runs.is_dir() else ():
        if path.is_dir() and path.name not in opened and not path.name.startswith(".opening-"):
            problems.append(f"runs/{path.name}: the ledger never heard of it")
    accepted, dropped = check_redactions(entries, opened)
    check_signatures(folder, entries)
    check_stamps(folder, entries)
    check_events(folder, entries)
    name_strangers(folder, {entry["ref"] for entry in entries}, opened)
    latest = max((entry["at"] for entry in entries if entry["action"] == "run-open"), default="")
    counts = [
        check_run(runs / name, opened[name], sealed.get(name), latest, accepted.get(f"runs/{name}", {}), dropped)
        for name in opened
    ]
    for text in notes:
        print(f"note: {printable(text)}", file=sys.stderr)
    for text in problems:
        print(printable(text))
    if problems:
        return 4
    findings, records = (sum(count[part] for count in counts) for part in (0, 1))
    print(f"holds: {len(opened)} runs, {findings} findings, {records} records")
    print(f"head: {entries[-1]['hash']}")
    if len(words) < 2:
        print("whether lines are missing at the ledger's end, only a known head can show")
    return 0


def check_ledger(path: Path) -> list[dict[str, Any]]:
    """The readable lines: each in canonical form, with its own hash, and with that of the line before."""
    entries: list[dict[str, Any]] = []
    if not plain(path):
        problems.append("ledger.ndjson is missing")
        return entries
    *lines, rest = path.read_bytes().split(b"\n")
    if not lines and not rest:
        problems.append("ledger.ndjson is empty")
    prev: str | None = "0" * 64
    for number, line in enumerate(lines, 1):
        entry = parse(line)
        if entry is None or not is_entry(entry):
            problems.append(f"ledger.ndjson, line {number}: not a ledger line in canonical form")
            prev = None  # nobody can say what the next line must follow
            continue
        own = hashlib.sha256(canonical({key: entry[key] for key in entry if key != "hash"})).hexdigest()
        if entry["seq"] != number or prev not in (None, entry["prev"]) or entry["hash"] != own:
            problems.append(f"ledger.ndjson, line {number}: the chain does not hold")
        prev = entry["hash"]
        entries.append(entry)
    if rest:
        problems.append("ledger.ndjson: the last line is cut off")
    return entries


def is_entry(entry: dict[str, Any]) -> bool:
    """Whether an object has the fields of a ledger line."""
    texts = all(isinstance(entry.get(name), str) for name in LEDGER - {"seq"})
    return texts and type(entry.get("seq")) is int and set(entry) <= LEDGER | {"detail"}


def check_card(path: Path, entries: list[dict[str, Any]]) -> None:
    """The first line of the ledger vouches for case.json."""
    vouched = [entry for entry in entries if entry["action"] == "case-new"]
    for entry in vouched:
        if entry["seq"] != 1:
            problems.append(f"ledger.ndjson, line {entry['seq']}: a case is made once, by the first line")
    if not plain(path):
        problems.append("case.json is missing")
    elif file_sha256(path) not in [entry["sha256"] for entry in vouched]:
        problems.append("case.json is not the one that the ledger's first line names")


def check_names(entries: list[dict[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    """What the ledger has of open.json and run.json of each run; it is opened once, and sealed once after that."""
    opened: dict[str, str] = {}
    sealed: dict[str, str] = {}
    for entry in entries:
        if entry["action"] not in ("run-open", "run-seal"):
            continue
        ref, opens = entry["ref"], entry["action"] == "run-open"
        known = opened if opens else sealed
        if not re.fullmatch(r"runs/[0-9A-Za-z][0-9A-Za-z._-]*", ref):
            problems.append(f"ledger.ndjson, line {entry['seq']}: {ref!r} is no run")
        elif ref[5:] in known:
            problems.append(f"{ref} was {'opened' if opens else 'sealed'} twice")
        else:
            if not opens and ref[5:] not in opened:
                problems.append(f"{ref} was sealed but never opened")
            known[ref[5:]] = entry["sha256"]
    return opened, sealed


def check_events(folder: Path, entries: list[dict[str, Any]]) -> None:
    """After a closing no run was opened; the line that an authority is read from stands in its run."""
    closed = 0
    for entry in entries:
        if entry["action"] == "case-close":
            closed = closed or entry["seq"]
        elif entry["action"] == "run-open" and closed:
            problems.append(f"{entry['ref']} was opened after the case was closed, by line {closed}")
        elif entry["action"] == "authority":
            path = folder / entry["ref"] / "findings.ndjson"
            lines = path.read_bytes().split(b"\n") if path.parent.parent == folder / "runs" and plain(path) else []
            leaves = ((withheld_leaf(line) or hashlib.sha256(b"\0" + line).digest()).hex() for line in lines)
            if entry["sha256"] not in leaves:
                where = f"{entry['ref']}/findings.ndjson"
                problems.append(f"{where}: the authority that line {entry['seq']} of the ledger names is not there")
    for ref, sha256 in {entry["ref"]: entry["sha256"] for entry in entries if entry["action"] == "report"}.items():
        path = folder / ref
        if path.parent == folder / "reports" and plain(path) and file_sha256(path) != sha256:
            notes.append(f"{ref} was changed after it was written")


def check_signatures(folder: Path, entries: list[dict[str, Any]]) -> None:
    """Each signature is by the key that stands in it, over a head that the ledger had; and whose it says it is."""
    heads = {entry["seq"]: entry["hash"] for entry in entries}
    for entry in entries:
        data = named_file(folder, entry, "signatures", "signature") if entry["action"] == "sign" else None
        if data is None:
            continue
        try:
            signed, key = read_signature(data)
        except ValueError as error:
            problems.append(f"{entry['ref']}: {error}")
            continue
        line = signed["line"] if isinstance(signed["line"], int) else 0
        if heads.get(line) != signed["head"] or line >= entry["seq"]:
            problems.append(f"{entry['ref']}: it signs a head that this ledger never had")
            continue
        where = f", in the exercise '{signed['world']}'" if signed["simulated"] else ""
        by = f"signed by {signed['operator']} with the key {key[:16]}… at {signed['at']}{where}"
        notes.append(f"{entry['ref']}: {by}: everything up to line {line}")


def read_signature(data: bytes) -> tuple[dict[str, Any], str]:
    """What a signature file signs, and the SHA-256 of its key; ``ValueError`` says why it does not hold."""
    try:
        record = json.loads(data.decode("utf-8"))
        signed: Any = record["signed"]
        words = canonical(signed)
        _, begin, key, end, _ = record["public_key"].split("-----")
        der = base64.b64decode("".join(key.split()), validate=True)
        signature = base64.b64decode(record["signature"], validate=True)
        if (begin, end, der[:-32]) != ("BEGIN PUBLIC KEY", "END PUBLIC KEY", PUBLIC_KEY):
            raise ValueError("no Ed25519 key")
        holds = ed25519_holds(der[-32:], words, signature)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a signature of a head") from error
    if not holds:
        raise ValueError("the signature is not that of these words by this key")
    if not isinstance(signed, dict) or not SIGNED <= set(signed):
        raise ValueError("not a signature of a head")
    if signed["statement"] != STATEMENT:
        raise ValueError("it signs something else than a head")
    return signed, hashlib.sha256(der).hexdigest()


def check_stamps(folder: Path, entries: list[dict[str, Any]]) -> None:
    """Each time stamp and each request for one holds the head of its line. What it proves is for openssl to say."""
    heads = {entry["seq"]: entry["hash"] for entry in entries if re.fullmatch("[0-9a-f]{64}", entry["hash"])}
    answered = {entry["ref"][:-1] for entry in entries if entry["action"] == "stamp"}
    for entry in entries:
        ref, is_answer = entry["ref"], entry["action"] == "stamp"
        if not is_answer and entry["action"] != "stamp-queued":
            continue
        data = named_file(folder, entry, "stamps", "time stamp")
        if data is None:
            continue
        found = re.fullmatch(r"stamps/([0-9]{1,11})\.ts[qr]", ref)
        line = int(found.group(1)) if found else 0
        if line >= entry["seq"] or line not in heads or bytes.fromhex(heads[line]) not in data:
            problems.append(f"{ref}: it is about a head that this ledger never had")
        elif is_answer:
            command = f"openssl ts -verify -digest {heads[line]} -in {shlex.quote(str(folder / ref))}"
            notes.append(f"{ref}: this script cannot check the time stamp; {command} -CAfile AUTHORITY.pem does")
        elif ref[:-1] not in answered:
            notes.append(f"{ref} waits for its time stamp")


def name_strangers(folder: Path, refs: set[str], opened: dict[str, Any]) -> None:
    """Note files that no line of the ledger and no seal vouches for; what was derived is left out."""
    rooms = [(f"runs/{name}", RUN_FILES) for name in opened]
    for room, known in [("", CASE_FILES), ("runs", set(opened)), ("signatures", set()), ("stamps", set()), *rooms]:
        for path in sorted((folder / room).iterdir()) if (folder / room).is_dir() else ():
            ref = f"{room}/{path.name}".lstrip("/")
            if path.name not in known and ref not in refs and not (room == "runs" and path.is_dir()):
                notes.append(f"{ref} does not belong to the case")


def named_file(folder: Path, entry: dict[str, Any], room: str, what: str) -> bytes | None:
    """The bytes of the signature or the time stamp that a ledger line names, where they are those that it means."""
    path = folder / entry["ref"]
    if path.parent != folder / room or not plain(path):
        problems.append(f"{entry['ref']}: the {what} is missing")
        return None
    data: bytes = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != entry["sha256"]:
        problems.append(f"{entry['ref']} is not the one that the ledger names")
        return None
    return data


def check_redactions(entries: list[dict[str, Any]], opened: dict[str, str]) -> tuple[dict[str, Any], set[str]]:
    """The hashes that files may have since they were redacted, by run and name; the evidence that was taken away."""
    accepted: dict[str, Any] = {}
    dropped: set[str] = set()
    done = {entry["sha256"] for entry in entries if entry["action"] == "redact-done"}
    for entry in entries:
        detail = entry.get("detail")
        if entry["action"] not in ("redact", "case-purge") or not isinstance(detail, dict):
            continue
        files: Any = detail.get("files")
        files = files if isinstance(files, dict) else {}
        pairs = {name: files[name] for name in ("findings.ndjson", "evidence.warc.gz") if is_pair(files.get(name))}
        if not pairs or entry["ref"][5:] not in opened:
            problems.append(f"ledger.ndjson, line {entry['seq']}: no redaction of a run")
            continue
        if entry["hash"] not in done:
            notes.append(f"{entry['ref']}: a redaction was interrupted; the next run finishes it")
        dropped.update(map(str, detail["dropped"]) if isinstance(detail.get("dropped"), list) else ())
        for name, (old, new) in pairs.items():
            accepted.setdefault(entry["ref"], {})[name] = {new} if entry["hash"] in done else {old, new}
    return accepted, dropped


def is_pair(value: Any) -> bool:
    """Whether a value is two texts."""
    return isinstance(value, list) and [type(one) for one in value] == [str, str]


def check_run(
    run: Path, opened: str, sealed: str | None, latest: str, accepted: dict[str, set[str]], dropped: set[str]
) -> tuple[int, int]:
    """How many findings and records a run has; its files against the ledger and the seal."""
    label = f"runs/{run.name}"
    is_sealed = sealed is not None or (run / "run.json").exists()
    if not run.is_dir():
        if is_sealed or not run.with_name(".opening-" + run.name).is_dir():
            problems.append(f"{label} is missing")
        else:
            notes.append(f"{label} was interrupted while it opened")
        return 0, 0
    if not plain(run / "open.json"):
        problems.append(f"{label}: open.json is missing")
    elif file_sha256(run / "open.json") != opened:
        problems.append(f"{label}/open.json is not the one that the ledger names")
    if not is_sealed:
        notes.append(f"{label} is not sealed: it was interrupted, or is still at work")
    elif not plain(run / "run.json"):
        problems.append(f"{label}: run.json is missing")
    elif sealed is None and str(read_seal(run / "run.json").get("ended", "")) < latest:
        problems.append(f"{label} was sealed before a later run was opened, and the ledger's line about it was removed")
    elif sealed is None:
        notes.append(f"{label} is sealed, but its closing ledger line is missing")
    elif file_sha256(run / "run.json") != sealed:
        problems.append(f"{label}/run.json is not the one that the ledger names")
    seal = read_seal(run / "run.json")
    files = seal.get("files")
    files = files if isinstance(files, dict) else {}
    if is_sealed and not files and plain(run / "run.json"):
        problems.append(f"{label}/run.json is not readable")
    for name in ("open.json", "findings.ndjson", "evidence.warc.gz") if files else ():
        if not plain(run / name):
            problems.append(f"{label}: {name} is missing")
        elif file_sha256(run / name) not in accepted.get(name, {files.get(name)}):
            problems.append(f"{label}/{name} has another SHA-256 than run.json says")
    findings = run / "findings.ndjson"
    # Of a run at work only the lines that are there by now are read: what they cite is in its evidence already.
    written = findings.stat().st_size if plain(findings) else 0
    records = check_evidence(run / "evidence.warc.gz", label, is_sealed)
    if not is_sealed:
        return check_unsealed(findings, written, label, records), len(records)
    return check_findings(findings, label, seal, records, "findings.ndjson" in accepted, dropped), len(records)


def check_findings(
    path: Path, label: str, seal: dict[str, Any], records: set[str], redacted: bool, dropped: set[str]
) -> int:
    """Each line in canonical form, with the id of what it states, and citing what is there; the tree over all lines."""
    leaves: list[bytes] = []
    asked: set[str] = set()
    known = records | dropped
    if not plain(path):
        return 0
    with path.open("rb") as file:
        for number, whole in enumerate(file, 1):
            line = whole[:-1] if whole.endswith(b"\n") else whole
            if line == whole:
                problems.append(f"{label}/findings.ndjson: the last line is cut off")
            leaf = withheld_leaf(line) if redacted else None
            leaves.append(leaf or hashlib.sha256(b"\0" + line).digest())
            problem = None if leaf else wrong_with(line, known, asked)
            if problem:
                problems.append(f"{label}/findings.ndjson, line {number}: {problem}")
    if seal and merkle_root(leaves) != seal.get("merkle_root"):
        problems.append(f"{label}/findings.ndjson has another Merkle root than run.json says")
    if seal and seal.get("counts") != {"findings": len(leaves), "records": len(records)} and not redacted:
        problems.append(f"{label}: the counts in run.json are not what is there")
    return len(leaves)


def check_unsealed(path: Path, written: int, label: str, records: set[str]) -> int:
    """The same where no seal says how many lines and records there were: what a kill leaves is named, and no damage."""
    count, read, lost = 0, 0, []
    asked: set[str] = set()
    if not plain(path):
        return 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            read += len(line)
            if read > written:
                break
            if not line.endswith(b"\n"):
                notes.append(f"{label}/findings.ndjson: the last line is cut off, as an interruption leaves it")
                break
            count += 1
            missing: list[str] = []
            problem = wrong_with(line[:-1], records, asked, missing)
            if problem:
                problems.append(f"{label}/findings.ndjson, line {number}: {problem}")
            elif missing:
                lost.append(number)
    if lost:
        first = f"line {lost[0]} cites evidence that is not whole"
        notes.append(f"{label}/findings.ndjson: {first} (such lines: {len(lost)}); the next run takes them out")
    return count


def withheld_leaf(line: bytes) -> bytes | None:
    """The leaf that a withheld line holds in the place of what it said."""
    value = parse(line)
    if value is None or set(value) != WITHHELD or not re.fullmatch("[0-9a-f]{64}", str(value["withheld"])):
        return None
    return bytes.fromhex(value["withheld"])


def wrong_with(line: bytes, records: set[str], asked: set[str], lost: list[str] | None = None) -> str | None:
    """What is wrong with one line, if anything is. Records that it cites and that are not there go into ``lost``."""
    finding = parse(line)
    if finding is None:
        return "not readable, or not in canonical form"
    if set(finding) == WITHHELD:
        return "withheld, and the ledger knows of no redaction"
    if set(finding) != FINDING:
        return "not a finding"
    if finding["id"] != hashlib.sha256(canonical({key: finding[key] for key in STATED})).hexdigest():
        return "the id is not that of the statement"
    if (finding["source"], finding["property"]) == ("operator", "asked"):
        asked.add(finding["id"])
    cited = finding["evidence"] if isinstance(finding["evidence"], list) else ["no list"]
    missing = [name for name in map(str, cited) if name not in records and name not in asked]
    if lost is not None:
        lost += [name for name in missing if name.startswith("urn:uuid:")]
        missing = [name for name in missing if name not in lost]
    return f"cites {missing[0]}, which is not in this run" if missing else None


def merkle_root(level: list[bytes]) -> str:
    """RFC 9162, section 2.1.1, from the leaves up: pairs are hashed, what has no twin waits a level higher."""
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2])]
        level = pairs + level[len(pairs) * 2 :]
    return (level[0] if level else hashlib.sha256(b"").digest()).hex()


def check_evidence(path: Path, label: str, is_sealed: bool) -> set[str]:
    """The ids of the records of a WARC file, one gzip member each; every block against its SHA-256.

    In a run that was never sealed a last record that is cut off, or zeros that a loss of power left, are no damage.
    """
    ids: set[str] = set()
    try:
        if plain(path):
            with path.open("rb") as file:
                for record_id in read_records(file):
                    if record_id in ids:
                        problems.append(f"{label}/evidence.warc.gz: the record id {record_id} is used twice")
                    ids.add(record_id)
    except ValueError as error:
        if not is_sealed and ("is cut off" in str(error) or path.read_bytes()[-8:] == bytes(8)):
            notes.append(f"{label}/evidence.warc.gz: {error}, as an interruption leaves it")
        else:
            problems.append(f"{label}/evidence.warc.gz: {error}")
    return ids


def read_records(file: BinaryIO) -> Iterator[str]:
    """The id of each record in turn; the memory that it takes does not grow with the file."""
    at, pending = 0, file.read(1 << 16)
    while pending:
        member, block, data = zlib.decompressobj(31), hashlib.sha256(), b""
        head: dict[str, str] = {}
        left: int | None = None
        start = at
        while not member.eof:
            pending = pending or file.read(1 << 16)
            if not pending:
                raise ValueError(f"the record at byte {start} is cut off")
            try:
                data += member.decompress(pending, 1 << 18)
            except zlib.error as error:
                raise ValueError(f"the record at byte {start} is not readable: {error}") from error
            rest = member.unused_data if member.eof else member.unconsumed_tail
            at, pending = at + len(pending) - len(rest), rest
            if left is None and b"\r\n\r\n" in data:
                text, _, data = data.partition(b"\r\n\r\n")
                first, *lines = text.decode("utf-8", "replace").split("\r\n")
                fields = [line.partition(":") for line in lines]
                head = {key.strip().lower(): value.strip() for key, _, value in fields}
                length = head.get("content-length", "")
                left = int(length) if re.fullmatch("0|[1-9][0-9]{0,17}", length) and first[:7] == "WARC/1." else -1
            if left is not None and left > 0:
                part, data = data[:left], data[left:]
                block.update(part)
                left -= len(part)
            if len(data) > 1 << 20:
                raise ValueError(f"no WARC record at byte {start}")
        if left != 0 or data != b"\r\n\r\n":
            raise ValueError(f"the record at byte {start} has not the length that it states")
        record_id = head.get("warc-record-id", "").strip("<>")
        if head.get("warc-block-digest") != f"sha256:{block.hexdigest()}":
            raise ValueError(f"the record {record_id} does not match its digest")
        yield record_id
        pending = pending or file.read(1 << 16)


PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE_D = -121665 * pow(121666, -1, PRIME) % PRIME
BASE = (15112221349535400772501151409588531511454012693041857206046113283949847762202, 4 * pow(5, -1, PRIME) % PRIME)


def ed25519_holds(key: bytes, words: bytes, signature: bytes) -> bool:
    """Whether a signature over some words is by a key: RFC 8032, section 5.1.7, SB = R + hA."""
    point = decoded(key)
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or scalar >= ORDER or point is None:
        return False
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + key + words).digest(), "little") % ORDER
    minus = (-point[0] % PRIME, point[1])
    x, y = added(times(scalar, BASE), times(hashed, minus))
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def decoded(data: bytes) -> tuple[int, int] | None:
    """The point that 32 bytes stand for (section 5.1.3): y, and in the last bit whether x is odd; None for none.

    Like OpenSSL, by which the kit checks, it takes a y beyond the prime for what it is modulo the prime.
    """
    y, odd = int.from_bytes(data, "little") % 2**255, data[31] >> 7
    square = (y * y - 1) * pow(CURVE_D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if x * x % PRIME != square:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if x * x % PRIME != square:
        return None
    return (x if x % 2 == odd else -x % PRIME), y % PRIME


def added(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """The sum of two points of -x² + y² = 1 + dx²y² (section 5.1.4, with the fractions carried out)."""
    (x1, y1), (x2, y2) = one, other
    product = CURVE_D * x1 * x2 * y1 * y2 % PRIME
    shared = pow(1 - product * product, -1, PRIME)  # one division in place of two: by 1 + product, by 1 - product
    x = (x1 * y2 + x2 * y1) * (1 - product) * shared
    y = (y1 * y2 + x1 * x2) * (1 + product) * shared
    return x % PRIME, y % PRIME


def times(count: int, point: tuple[int, int]) -> tuple[int, int]:
    """A point added to itself so many times."""
    total = (0, 1)
    while count:
        if count & 1:
            total = added(total, point)
        point, count = added(point, point), count >> 1
    return total


def canonical(value: Any) -> bytes:
    """A JSON value as RFC 8785 has it: keys by UTF-16 units, no blanks, numbers as JavaScript writes them."""
    if isinstance(value, dict):
        items = sorted(value.items(), key=lambda item: item[0].encode("utf-16-be", "surrogatepass"))
        return b"{" + b",".join(canonical(key) + b":" + canonical(item) for key, item in items) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    if type(value) in (float, int):
        return number(value).encode()
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def number(value: float) -> str:
    """A number as in ECMA-262, Number::toString; integers beyond 2^53 are none that all programs read alike."""
    if isinstance(value, int) or value == 0:
        return str(int(value)) if abs(value) < 2**53 else "no JSON number"
    if value != value or abs(value) == float("inf"):
        return "no JSON number"
    sign, (digits, _, exponent) = "-" if value < 0 else "", repr(abs(value)).partition("e")
    whole, _, part = digits.partition(".")
    point = len(whole) + int(exponent or 0)
    significant = (whole + part).lstrip("0")
    point -= len(whole + part) - len(significant)
    significant = significant.rstrip("0")
    if len(significant) <= point <= 21:
        return sign + significant.ljust(point, "0")
    if 0 < point <= 21:
        return f"{sign}{significant[:point]}.{significant[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{significant}"
    rest = f".{significant[1:]}" if len(significant) > 1 else ""
    return f"{sign}{significant[0]}{rest}e{point - 1:+d}"


def parse(line: bytes) -> dict[str, Any] | None:
    """The object in a line that is byte for byte its canonical form, else None."""
    try:
        value = json.loads(line.decode("utf-8"))
        return value if isinstance(value, dict) and canonical(value) == line else None
    except (ValueError, RecursionError):
        return None


def read_seal(path: Path) -> dict[str, Any]:
    """What run.json says; nothing where it is not readable."""
    try:
        value = json.loads(path.read_bytes().decode("utf-8")) if plain(path) else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def plain(path: Path) -> bool:
    """Whether a path is a file of the folder itself: no link out of it, no pipe that would never end."""
    return path.is_file() and not path.is_symlink()


def printable(text: str) -> str:
    """A text that cannot change what a terminal shows."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal, a piece at a time."""
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            hashed.update(piece)
    return hashed.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
