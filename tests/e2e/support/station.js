// A station in the middle of its day, made through the API: a shift that runs, one that begins soon, and a kiosk that delivers scans.
import { randomInt, randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { now } from "./activities.js";

const MINUTE = 60_000;

/** Sends as the page does, with a key of its own for what must happen once; the answer has to be good. */
export async function send(page, method, path, data) {
  const answer = await page.request.fetch(path, { method, data, headers: { "Idempotency-Key": randomUUID() } });
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return answer.status() === 204 ? undefined : answer.json();
}

/** Makes the station with its two shifts, as `administrator`, and enrols `kiosk` there. */
export async function makeDay(administrator, kiosk) {
  const mark = randomInt(1000, 10_000);
  const { root } = await (await administrator.request.get("/api/portal")).json();
  const division = `${root}02`;
  const team = await send(administrator, "POST", "/api/teams", { name: `值守志愿服务队${mark}`, form: "unit_group", division });
  const station = await send(administrator, "POST", "/api/stations", { name: `北湖雷锋之家${mark}`, kind: "lei_feng_home", division, address: "人民西路 9 号", opening_hours: "00:00-24:00" });
  const start = Math.floor((await now(administrator.request)) / MINUTE) * MINUTE;
  const shift = (from, to) => ({ time: { start: start + from * MINUTE, end: start + to * MINUTE }, capacity: 20 });
  const terms = { summary: "在站点值守", content: "引导居民", risks: "无特别风险", safeguards: "饮水和座椅", dangerous: false, indoor: true };
  const draft = {
    title: `站点值守${mark}`, category: "community", division, station: station.id, place: "人民西路 9 号", terms,
    positions: [{ name: "引导", shifts: [shift(-120, 120)] }, { name: "接班", shifts: [shift(30, 180)] }],
  };
  const { id } = await send(administrator, "POST", "/api/activities", { team: team.id, draft });
  const activity = await send(administrator, "POST", `/api/activities/${id}/publication`);
  const { code } = await send(administrator, "POST", `/api/stations/${station.id}/kiosk-codes`);
  await send(kiosk, "POST", "/api/kiosk/enrolment", { code, name: "北门平板" });
  const [running, next] = [...activity.shifts].sort((one, other) => one.time.start - other.time.start);
  return { station, activity, running, next };
}

/** Delivers a scan of that volunteer number, made some minutes ago. */
export async function deliver(kiosk, number, minutesAgo) {
  const id = `0${Date.now().toString().slice(1)}`;
  const scanned_at = (await now(kiosk.request)) - minutesAgo * MINUTE;
  return send(kiosk, "POST", "/api/kiosk/scans", { scans: [{ id, scanned_at, text: number }] });
}
