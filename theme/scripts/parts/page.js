// All elements of a kind, as an array.
export function all(what, from) { return Array.prototype.slice.call((from || document).querySelectorAll(what)); }

// Words that an address puts into a box: few, on one line, nothing in them unseen.
export function plain(said) {
  return /^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]{0,60}$/.test(said) ? said : "";
}
