// Identity card numbers by GB 11643, made up as they are needed.
import { randomInt } from "node:crypto";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";

/** The check character of the first 17 (ISO 7064 MOD 11-2). */
function check(seventeen) {
  const sum = WEIGHTS.reduce((sum, weight, place) => sum + weight * Number(seventeen[place]), 0);
  return CHECKS[sum % 11];
}

/** A valid number of somebody born in `year`; of somebody grown up, unless it is said. */
export function idCard(year = randomInt(1960, 2000)) {
  const [month, day, serial] = [randomInt(1, 13), randomInt(1, 29), randomInt(1000)];
  const seventeen = `431002${year}${two(month)}${two(day)}${String(serial).padStart(3, "0")}`;
  return seventeen + check(seventeen);
}

/** The same with a check character that is not its own. */
export function misspelt(card) {
  return card.slice(0, 17) + (card[17] === "1" ? "2" : "1");
}

function two(number) {
  return String(number).padStart(2, "0");
}
