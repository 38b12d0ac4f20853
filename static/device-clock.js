/**
 * How far this device's clock is off. Every answer of the server says its time (the header Date, whole seconds), so a
 * device that is set wrong shows the right session as the one that is on.
 */
const NOT_WORTH_MS = 2000; // the header's second, and the way of the answer

let error = 0;

/** The server's wall time less this device's, in ms. */
export const deviceClockError = () => error;

/** The wall time in ms, whatever this device's clock says. */
export const wallNow = () => Date.now() + error;

/**
 * Takes the server's time from an answer.
 * @param {string|null} date the header Date
 * @param {number} asked when it was asked for, by this device's clock
 * @param {number} answered when the answer came
 */
export function takeServerTime(date, asked, answered) {
  const second = Date.parse(date ?? "");
  if (Number.isNaN(second)) return;
  const found = second + 500 - (asked + answered) / 2;
  if (Math.abs(found - error) > NOT_WORTH_MS) error = Math.abs(found) > NOT_WORTH_MS ? found : 0;
}
