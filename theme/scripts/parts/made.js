// An element with a class and a text.
export function made(tag, name, words) {
  var thing = document.createElement(tag);
  if (name) thing.className = name;
  if (words) thing.textContent = words;
  return thing;
}
