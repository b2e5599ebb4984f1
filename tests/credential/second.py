"""A second implementation of the volunteer ID's verifier, written from docs/credential/README.md.

It shares no line with the portal: COSE by `cwt` and `pycose`, CBOR by `cbor2`, base 32 and zlib by
Python itself, QR codes by `zxing-cpp`. Two programs that agree on every vector read the document alike.

    second.py vectors docs/credential/vectors.json
    second.py picture CARD.png KEYS.cose STATUS.cwt ISSUER NOW_MS
"""

import base64
import hashlib
import json
import re
import sys
import zlib

import cbor2
import cwt
import zxingcpp
from cryptography.hazmat.primitives.asymmetric import ec
from cwt.enums import COSEAlgs
from PIL import Image
from pycose.keys import EC2Key
from pycose.messages import Sign1Message

SLOT = 15
CLASSES = {1: "device", 2: "prefetched", 3: "printed"}
VOLUNTEER = -65537


class Refused(Exception):
    def __init__(self, verdict, seconds=None):
        self.told = {"verdict": verdict} if seconds is None else {"verdict": verdict, "seconds": seconds}


def point(x, odd):
    """The coordinates of a compressed point."""
    numbers = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes([3 if odd else 2]) + x).public_numbers()
    return numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")


def read_keys(data):
    """A COSE_KeySet: for each of our kind its id and a key of the library."""
    found = {}
    for key in cbor2.loads(data):
        if (key.get(1), key.get(3), key.get(-1)) != (2, -7, 1):
            continue
        x, y = point(key[-2], key[-3])
        if hashlib.sha256(bytes([3 if key[-3] else 2]) + x).digest()[:8] != key[2]:
            raise ValueError("a key that is not its id")
        found[key[2]] = cwt.COSEKey.new({1: 2, 2: key[2], 3: -7, -1: 1, -2: x, -3: y})
    return found


def payload(token, keys):
    """The payload of a COSE_Sign1 that holds, by the `cwt` library."""
    message = cbor2.loads(token)
    if not isinstance(message, cbor2.CBORTag) or message.tag != 18 or message.value[1] != {}:
        raise Refused("damaged")
    header = cbor2.loads(message.value[0])
    if header.get(1) != -7:
        raise Refused("damaged")
    if header.get(4) not in keys:
        raise Refused("unknown_key")
    # The library looks for the algorithm and the key in the headers it is given: ours are all protected.
    return cwt.COSE.new(alg_auto_inclusion=False).decode(token, [keys[header[4]]])


def read_status(data, keys, issuer):
    claims = cbor2.loads(payload(data, keys))
    if claims[2] != f"urn:volunteer-status:{issuer}" or claims[65533]["bits"] != 1:
        raise ValueError("another list")
    return {"issued": claims[6], "expires": claims[4], "bits": zlib.decompress(claims[65533]["lst"])}


def proof_holds(credential, slot, challenge, signature, holder):
    """COSE_Sign1 with detached payload, by the `pycose` library."""
    x, y = point(holder[-2], holder[-3])
    message = Sign1Message(phdr={1: -7}, payload=b"")
    detached = cbor2.dumps([hashlib.sha256(credential).digest(), slot, challenge])
    message = Sign1Message.from_cose_obj([cbor2.dumps({1: -7}), {}, detached, signature], True)
    message.key = EC2Key(crv="P_256", x=x, y=y)
    return message.verify_signature()


def unpack(text):
    text = text.strip()
    if not re.match(r"VOL[0-9]", text) and not (text.startswith("VOL") and len(text) > 100):
        raise Refused("not_ours")
    if text[:4] not in ("VOL2", "VOL3"):
        raise Refused("damaged" if len(text) > 100 else "not_ours")
    body = text[4:]
    if not re.fullmatch(r"[A-Z2-7]*", body):
        raise Refused("damaged")
    try:
        data = base64.b32decode(body + "=" * (-len(body) % 8))
        if base64.b32encode(data).decode().rstrip("=") != body:
            raise Refused("damaged")
        if text[3] == "3":
            return data, None
        parts = cbor2.loads(data)
        credential, slot, signature, challenge = (*parts, None) if len(parts) == 3 else parts
        if cbor2.dumps(parts) != data or len(signature) != 64:
            raise Refused("damaged")
        return credential, (slot, signature, challenge)
    except Refused:
        raise
    except Exception:
        raise Refused("damaged") from None


def verify(text, trust, now_ms, challenge=None):
    credential, proof = unpack(text)
    try:
        unverified = cbor2.loads(cbor2.loads(credential).value[2])
        issuer = unverified[1]
    except Exception:
        raise Refused("damaged") from None
    if issuer != trust["issuer"]:
        raise Refused("other_city")
    try:
        claims = cbor2.loads(payload(credential, trust["keys"]))
    except Refused:
        raise
    except Exception:
        raise Refused("damaged") from None
    now = now_ms // 1000
    name, star, kind, index = claims[VOLUNTEER]
    if (CLASSES.get(kind) == "printed") != (proof is None):
        raise Refused("damaged")
    if claims[6] - now > 90:
        raise Refused("not_yet", claims[6] - now)
    if now >= claims[4]:
        raise Refused("expired", now - claims[4])
    if proof is not None:
        slot, signature, answered = proof
        if not proof_holds(credential, slot, answered, signature, claims[8][1]):
            raise Refused("damaged")
        here = now_ms // (SLOT * 1000)
        if slot < here - 1:
            raise Refused("old_slot", now - (slot + 1) * SLOT)
        if slot > here + 1:
            raise Refused("early_slot", slot * SLOT - now)
        if answered != challenge:
            raise Refused("other_place")
    status = trust["status"]
    if index // 8 < len(status["bits"]) and status["bits"][index // 8] >> (index % 8) & 1:
        raise Refused("revoked")
    fresh = now - status["issued"] <= trust["longest"] and now < status["expires"]
    return {"verdict": "good" if fresh else "stale", "number": claims[2], "name": name, "star": star, "class": CLASSES[kind], "issued": claims[6], "expires": claims[4]}


def told(text, trust, now_ms, challenge=None):
    try:
        return verify(text, trust, now_ms, challenge)
    except Refused as refused:
        return refused.told


def vectors(path):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    given = document["trust"]
    keys = read_keys(bytes.fromhex(given["keys"]))
    trust = {"issuer": given["issuer"], "keys": keys, "longest": given["longest_status_seconds"], "status": read_status(bytes.fromhex(given["status"]), keys, given["issuer"])}
    failed = 0
    for vector in document["vectors"]:
        challenge = bytes.fromhex(vector["challenge"]) if vector["challenge"] else None
        answer = told(vector["text"], trust, vector["now_ms"], challenge)
        fine = answer == vector["expect"]
        failed += not fine
        print(f"test {vector['name']} ... {'ok' if fine else 'FAILED: ' + json.dumps(answer, ensure_ascii=False)}")
    print(f"test result: {'FAILED' if failed else 'ok'}. {len(document['vectors']) - failed} passed; {failed} failed; 0 ignored")
    return failed == 0


def picture(path, keys_path, status_path, issuer, now_ms):
    codes = zxingcpp.read_barcodes(Image.open(path).convert("L"))
    if len(codes) != 1:
        raise SystemExit(f"{len(codes)} codes in the picture")
    with open(keys_path, "rb") as file:
        keys = read_keys(file.read())
    with open(status_path, "rb") as file:
        trust = {"issuer": issuer, "keys": keys, "longest": 7 * 86400, "status": read_status(file.read(), keys, issuer)}
    # The mode says how small the code is: alphanumeric.
    print(json.dumps({**told(codes[0].text, trust, int(now_ms)), "characters": len(codes[0].text)}, ensure_ascii=False))
    return True


if __name__ == "__main__":
    task, *arguments = sys.argv[1:]
    sys.exit(0 if {"vectors": vectors, "picture": picture}[task](*arguments) else 1)
