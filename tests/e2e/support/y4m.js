// What a camera sees: a picture on a grey ground, as the uncompressed video (YUV4MPEG2) that
// Chromium's fake camera plays.
import { writeFileSync } from "node:fs";
import { PNG } from "pngjs";

const [WIDTH, HEIGHT] = [640, 480];
const GREY = 128;
const FRAMES = 5;

/** Writes `png` (bytes), centred, as a few frames of video into `file`. The picture must fit. */
export function writeVideo(file, png) {
  const { width, height, data } = PNG.sync.read(png);
  if (width > WIDTH || height > HEIGHT) throw new Error(`a picture of ${width}×${height} does not fit into ${WIDTH}×${HEIGHT}`);
  // 4:2:0: a plane of light, and two of colour with a quarter of the places, grey all over.
  const frame = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, GREY);
  const [left, top] = [(WIDTH - width) >> 1, (HEIGHT - height) >> 1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      frame[(top + y) * WIDTH + left + x] = light(data[at], data[at + 1], data[at + 2]);
    }
  }
  const head = Buffer.from("FRAME\n");
  const frames = Array.from({ length: FRAMES }, () => [head, frame]).flat();
  writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), ...frames]));
}

/** Luma by ITU-R BT.601, limited to what video allows. */
function light(red, green, blue) {
  return Math.round(16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255);
}
