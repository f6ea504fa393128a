/* What a correction changes in a record, and nothing else: hooks/almanac/intake/corrections.py puts it into the record. */

export var REMOVED = "删去";

// The fields that differ, within parts as well, and under 删去 the paths of those that are gone.
export function changed(questions, before, after) {
  var gone = [], found = inside(questions, before, after, [], gone);
  if (gone.length) found[REMOVED] = gone;
  return found;
}
function inside(questions, before, after, path, gone) {
  var found = {};
  questions.forEach(function (one) {
    var old = before[one.key], said = after[one.key], here = path.concat(one.key), part;
    if (JSON.stringify(old) === JSON.stringify(said)) return;
    if (said === undefined) gone.push(here.join("·"));
    else if (one.inner && !one.many && old) {
      part = inside(one.inner, old, said, here, gone);
      if (Object.keys(part).length) found[one.key] = part;
    } else found[one.key] = said;
  });
  return found;
}
