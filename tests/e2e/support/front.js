// A server in front of the portal's that a test can spoil: turn off, or let one address answer something else.
import { createServer, request as ask } from "node:http";

/** Starts one; `url` is where. */
export async function front(portal) {
  const { hostname, port } = new URL(portal);
  /** Path -> (answer of the portal's as text) => text, or a status. */
  const changed = new Map();
  const asked = [];
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url.split("?")[0];
    asked.push(path);
    const change = changed.get(path);
    if (typeof change === "number") return outgoing.writeHead(change).end();
    const headers = { ...incoming.headers };
    // What is changed must be readable, and whole.
    if (change) for (const name of ["accept-encoding", "if-none-match"]) delete headers[name];
    const passed = ask({ hostname, port, path: incoming.url, method: incoming.method, headers }, (answer) => {
      if (!change) {
        outgoing.writeHead(answer.statusCode, answer.headers);
        return answer.pipe(outgoing);
      }
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const { "content-length": _, etag: __, ...rest } = answer.headers;
        outgoing.writeHead(answer.statusCode, rest).end(change(Buffer.concat(parts).toString()));
      });
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  const start = (port) => new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  await start(0);
  const own = server.address().port;
  return {
    url: `http://127.0.0.1:${own}`,
    changed,
    /** Paths that were asked for, in their order. */
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    start: () => start(own),
  };
}
