// How long it takes until many kiosks that come back to the network at once have delivered what waits, and what
// somebody who browses meanwhile notices. Asks a demonstration in release; its people are made up.
// PORTAL_URL=… PORTAL_ADMIN_LOGIN=… PORTAL_ADMIN_PASSWORD=… node measure/kiosks.js [kiosks] [scans of each]
const { PORTAL_URL, PORTAL_ADMIN_LOGIN = "demo-admin", PORTAL_ADMIN_PASSWORD = "volunteer-4310" } = process.env;
const [KIOSKS = 100, SCANS = 2_000] = process.argv.slice(2).map(Number);
const TOGETHER = 200;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** An id as the portal writes it. */
function id(number) {
  return Array.from({ length: 13 }, (_, place) => ALPHABET[Number((number >> BigInt(5 * (12 - place))) & 31n)]).join("");
}

async function ask(path, { cookie, body, method = body ? "POST" : "GET" } = {}) {
  const headers = { origin: PORTAL_URL, "idempotency-key": crypto.randomUUID(), ...(cookie && { cookie }), ...(body && { "content-type": "application/json" }) };
  const answer = await fetch(PORTAL_URL + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return { json: answer.status === 204 ? null : await answer.json(), cookie: answer.headers.getSetCookie()[0]?.split(";")[0] };
}

let again = 0;
/** Delivers a batch as a kiosk does: what gets no answer is sent again after a while. */
async function deliver(cookie, scans) {
  for (;;) {
    try {
      return await ask("/api/kiosk/scans", { cookie, body: { scans } });
    } catch (error) {
      if (!/: (503|504) /.test(error.message)) throw error;
      again += 1;
      await new Promise((next) => setTimeout(next, 2_000 + Math.random() * 4_000));
    }
  }
}

const admin = (await ask("/api/session/staff", { body: { login: PORTAL_ADMIN_LOGIN, password: PORTAL_ADMIN_PASSWORD } })).cookie;
const stations = (await ask("/api/stations?size=100")).json.items.map((station) => station.id);
const found = new Set();
for (const family of "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗") {
  for (const given of "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂华建国文志玉红兰") {
    const { people } = (await ask("/api/people/search", { cookie: admin, body: { text: family + given } })).json;
    for (const { number } of people) if (number) found.add(number);
  }
}
const numbers = [...found];
const kiosks = [];
for (let n = 0; n < KIOSKS; n++) {
  const { code } = (await ask(`/api/stations/${stations[n % stations.length]}/kiosk-codes`, { cookie: admin, body: {}, method: "POST" })).json;
  kiosks.push((await ask("/api/kiosk/enrolment", { body: { code, name: `终端 ${n + 1}` } })).cookie);
}
const now = (await ask("/api/portal")).json.server_time;
process.stdout.write(`${KIOSKS} kiosks, ${SCANS} scans each, of ${numbers.length} people\n`);

let browsing = true;
const browsed = [];
const reader = (async () => {
  while (browsing) {
    const begin = performance.now();
    await ask("/api/activities?size=20");
    browsed.push(performance.now() - begin);
    await new Promise((next) => setTimeout(next, 50));
  }
})();
const begin = performance.now();
const counts = {};
await Promise.all(kiosks.map(async (cookie, kiosk) => {
  for (let first = 0; first < SCANS; first += TOGETHER) {
    const scans = Array.from({ length: Math.min(TOGETHER, SCANS - first) }, (_, n) => ({
      id: id((BigInt(now) << 21n) + BigInt(first + n)),
      scanned_at: now - (SCANS - first - n) * 14_000,
      text: numbers[(kiosk * 7 + (first + n) * 13) % numbers.length],
    }));
    for (const { outcome } of (await deliver(cookie, scans)).json.answers) counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
}));
const took = (performance.now() - begin) / 1_000;
browsing = false;
await reader;
browsed.sort((a, b) => a - b);
const quantile = (part) => browsed[Math.floor(part * browsed.length)].toFixed(0);
process.stdout.write(`delivered in ${took.toFixed(1)} s, ${Math.round((KIOSKS * SCANS) / took)} scans a second, ${again} batches sent again: ${JSON.stringify(counts)}\n`);
process.stdout.write(`somebody who browses waits: median ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms of ${browsed.length}\n`);
