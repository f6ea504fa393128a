/* Today, and how far a day is from it. */

// Beijing's day, whatever the phone's zone.
export function beijing(now) { return new Date(now + 288e5).toISOString().slice(0, 10); }
// From the first day to the second.
export function daysBetween(first, second) { return Math.round((Date.parse(second) - Date.parse(first)) / 864e5); }
