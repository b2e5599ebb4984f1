// Finding activities in the made-up city.

const HOUR = 3_600_000;

/** The cards of the list of activities, once they are there. */
export async function cards(page) {
  const cards = page.getByRole("main").getByRole("article");
  await cards.first().waitFor();
  return cards;
}

/** Activities with places left, asked of the server as the page asks. `query` narrows them: `&category=health`. */
export async function open(request, query = "") {
  const answer = await request.get(`/api/activities?free=true&size=50${query}`);
  return (await answer.json()).items;
}

/** The server's clock. */
export async function now(request) {
  return (await (await request.get("/api/portal")).json()).server_time;
}

/** Whether a newcomer signs up with one tap: nothing is asked, and nobody has to approve. */
const asksNothing = ({ dangerous, minimum_age, by_approval, requirements = {}, questions = [] }) =>
  !dangerous && !by_approval && minimum_age === null && Object.keys(requirements).length === 0 && questions.length === 0;

/** Activities that ask for nothing, with a shift that has not begun for hours yet and has room; each with that shift. */
export async function forAnybody(request) {
  const soon = (await now(request)) + 4 * HOUR;
  const found = [];
  for (const { id } of await open(request)) {
    const activity = await (await request.get(`/api/activities/${id}`)).json();
    const shift = activity.shifts.find((shift) => shift.time.start > soon && shift.capacity - shift.taken >= 4);
    if (shift && asksNothing(activity.terms)) found.push({ activity, shift });
  }
  return found;
}
