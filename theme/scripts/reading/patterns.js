/* Patterns: made once, and never in the source where an old browser could not read them. */

var made = {};

// A pattern of ours, or one that never finds anything where the browser is too old for it.
export function expression(source, flags) {
  var id = flags + "/" + source;
  if (!(id in made)) {
    try { made[id] = new RegExp(source, flags); } catch (e) { made[id] = /(?!)/g; }
  }
  made[id].lastIndex = 0;
  return made[id];
}

// Whether the browser reads the patterns that records are checked by.
export function readsPatterns() {
  try { return new RegExp("^(?<one>\\p{L})$", "u").test("示"); } catch (e) { return false; }
}
