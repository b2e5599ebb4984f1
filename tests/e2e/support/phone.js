// A phone with a key of its own, outside any browser: it enrols, and makes codes of whatever slot a test wants.
import { webcrypto } from "node:crypto";
import { now } from "./activities.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };
/** A slot, as `domain::credential` counts them. */
const SLOT_MS = 15_000;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Puts the card of the volunteer who is logged in on `page` onto a new phone. */
export async function newPhone(page) {
  const { number } = await answered(page.request.get("/api/me/card"));
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(CURVE, false, ["sign"]);
  const point = Buffer.from(await webcrypto.subtle.exportKey("raw", publicKey));
  const key = Buffer.from([2 + (point.at(-1) & 1), ...point.subarray(1, 33)]);
  const sign = async (payload) => Buffer.from(await webcrypto.subtle.sign(SIGNING, privateKey, signed(payload)));
  const slot = await slotNow(page);
  const data = { key: key.toString("base64url"), slot, proof: (await sign(cbor(["enrol", number, slot, key]))).toString("base64url") };
  const { credential } = await answered(page.request.put("/api/me/card/phone", { data }));
  const bytes = Buffer.from(credential, "base64url");
  return {
    number,
    /** The text of the code, `later` slots after the one that is now. */
    async text(later = 0) {
      const slot = (await slotNow(page)) + later;
      const hash = Buffer.from(await webcrypto.subtle.digest("SHA-256", bytes));
      const proof = await sign(cbor([hash, slot, null]));
      return `VOL2${base32(cbor([bytes, slot, proof]))}`;
    },
  };
}

async function answered(asked) {
  const answer = await asked;
  if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${await answer.text()}`);
  return answer.json();
}

async function slotNow(page) {
  return Math.floor((await now(page.request)) / SLOT_MS);
}

/** What is signed: a Sig_structure of RFC 9052 §4.4 whose protected header names ES256. */
function signed(payload) {
  return cbor(["Signature1", Buffer.from([0xa1, 0x01, 0x26]), Buffer.alloc(0), payload]);
}

/** The little CBOR (RFC 8949) that codes are made of. */
function cbor(value) {
  if (value === null) return Buffer.from([0xf6]);
  if (typeof value === "number") return head(0, value);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  const bytes = Buffer.from(value);
  return Buffer.concat([head(typeof value === "string" ? 3 : 2, bytes.length), bytes]);
}

/** A major type and its number, in the shortest form. */
function head(type, number) {
  const first = type << 5;
  if (number < 24) return Buffer.from([first | number]);
  if (number < 0x100) return Buffer.from([first | 24, number]);
  if (number < 0x1_0000) return Buffer.from([first | 25, number >> 8, number & 0xff]);
  const four = Buffer.alloc(5, first | 26);
  four.writeUInt32BE(number, 1);
  return four;
}

/** RFC 4648 §6, without padding. */
function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.match(/.{1,5}/g).map((five) => BASE32[parseInt(five.padEnd(5, "0"), 2)]).join("");
}
