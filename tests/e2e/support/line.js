// The line between a kiosk and the portal: it can be dead, and it can break in the middle of what is said.
import { randomInt } from "node:crypto";
import { createServer, request as ask } from "node:http";

const SCANS = "/api/kiosk/scans";

/** How a delivery of scans is broken: within what is asked, before the answer begins, within the answer. */
const BREAKS = ["asking", "before", "answering"];

/** A line to `portal`; `url` is its near end. */
export async function line(portal) {
  const { hostname, port } = new URL(portal);
  const own = {
    /** No operation of the portal is reached; its page and files are, as if the device had kept them. */
    dead: false,
    /** How many of a hundred deliveries of scans break. The first three do in any case, each in another place. */
    breaking: 0,
    broken: 0,
    /** The ids of each delivery that reached the portal whole, in their order. */
    delivered: [],
  };
  const nextBreak = () => {
    if (!own.breaking || (own.broken >= BREAKS.length && randomInt(100) >= own.breaking)) return undefined;
    return BREAKS[own.broken++ % BREAKS.length];
  };
  const server = createServer(async (incoming, outgoing) => {
    if (own.dead && incoming.url.startsWith("/api/")) return incoming.destroy();
    const parts = [];
    for await (const part of incoming) parts.push(part);
    const body = Buffer.concat(parts);
    const isDelivery = incoming.url === SCANS;
    const broken = isDelivery ? nextBreak() : undefined;
    const passed = ask({ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (answer) => {
      if (isDelivery) own.delivered.push(JSON.parse(body).scans.map(({ id }) => id));
      if (broken === "before") return incoming.destroy();
      if (!broken) {
        outgoing.writeHead(answer.statusCode, answer.headers);
        return answer.pipe(outgoing);
      }
      const told = [];
      answer.on("data", (part) => told.push(part));
      answer.on("end", () => {
        const whole = Buffer.concat(told);
        outgoing.writeHead(answer.statusCode, { ...answer.headers, "content-length": whole.length });
        outgoing.write(whole.subarray(0, randomInt(whole.length)), () => incoming.destroy());
      });
    });
    passed.on("error", () => incoming.destroy());
    if (broken !== "asking") return passed.end(body);
    passed.write(body.subarray(0, randomInt(1, body.length)), () => {
      passed.destroy();
      incoming.destroy();
    });
  });
  server.on("clientError", (_, socket) => socket.destroy());
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(own, {
    url: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
