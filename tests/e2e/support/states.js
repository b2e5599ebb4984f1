// Where the logged-in browsers of entrance.spec.js are kept for the others.
export const VOLUNTEER = "out/states/volunteer.json";
export const ADMINISTRATOR = "out/states/administrator.json";
export const KIOSK = "out/states/kiosk.json";
