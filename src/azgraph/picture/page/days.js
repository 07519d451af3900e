// Days are ISO text, which sorts as days do. What holds on a day is read from spans computed beforehand.
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Whether a day lies in a span [first, last]; null is an open side, a missing span holds no day. */
export function within(reach, day) {
  return Boolean(reach) && (reach[0] === null || reach[0] <= day) && (reach[1] === null || day <= reach[1]);
}

/** The value that holds on a day in a list of [from, value]. */
export function valueAt(list, day) {
  let found = "";
  for (const [from, value] of list) {
    if (from <= day) found = value;
    else break;
  }
  return found;
}

export function numberOf(day) {
  return Math.round(Date.parse(day + "T00:00:00Z") / 86400000);
}

export function dayOf(number) {
  return new Date(number * 86400000).toISOString().slice(0, 10);
}

/** Whether a text is an existing day of the calendar. */
export function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith("0000")) return false;
  const time = Date.parse(text + "T00:00:00Z");
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

export function dayInWords(day) {
  return `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(0, 4))}`;
}

/** The same day some months later or earlier, or the last day of that month. */
export function monthsOn(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
