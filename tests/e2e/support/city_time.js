// The clock on the city's walls (UTC+8, the same all year).

const OFFSET = 8 * 3_600_000;

/** Day and time of the calendar at `instant`, as forms take them. */
export function onTheWall(instant) {
  const text = new Date(instant + OFFSET).toISOString();
  return { day: text.slice(0, 10), clock: text.slice(11, 16) };
}
