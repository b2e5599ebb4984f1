// How Chromium is started: quiet, and fit for a container without a sandbox of its own.

const QUIET = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Launch options, with `more` flags. */
export function chromium(more = []) {
  return { executablePath: process.env.PORTAL_CHROMIUM, args: [...QUIET, ...more] };
}

/** Flags for a camera that shows the frames of a .y4m file over and over, and needs no permission. */
export function camera(file) {
  return ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`];
}
