// A camera that sees a canvas of the test's: what it sees, and since when, is known exactly.

/** Gives the pages of `context` such a camera; `globalThis.scene` draws what it sees. */
export async function fakeCamera(context) {
  await context.addInitScript(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    const scene = canvas.getContext("2d");
    const clear = () => {
      scene.fillStyle = "#888";
      scene.fillRect(0, 0, canvas.width, canvas.height);
    };
    clear();
    // A canvas that does not change gives no frames.
    setInterval(() => scene.fillRect(0, 0, 1, 1), 30);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
    globalThis.scene = {
      clear,
      /** Shows the code whose dark modules are `d`, `side` modules wide, as large as a phone at arm's length. */
      show({ d, side }) {
        const module = Math.floor(440 / side);
        scene.save();
        scene.translate((canvas.width - side * module) >> 1, (canvas.height - side * module) >> 1);
        scene.scale(module, module);
        scene.fillStyle = "#fff";
        scene.fillRect(0, 0, side, side);
        scene.fillStyle = "#000";
        scene.fill(new Path2D(d));
        scene.restore();
      },
    };
  });
}

/** The picture of the code on `page`, which shows a card: for `scene.show`. */
export async function picture(page) {
  return page.evaluate(() => {
    const svg = document.querySelector("svg.qr");
    return { d: svg.querySelector(".qr__dark").getAttribute("d"), side: svg.viewBox.baseVal.width };
  });
}
