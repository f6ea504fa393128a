/* Files in one zip, each stored as it is (a JPEG gets no smaller), named in UTF-8. */

var table = [];
function sum(bytes) {   // CRC-32
  var found = -1, at, bit, value;
  if (!table.length) {
    for (at = 0; at < 256; at++) {
      value = at;
      for (bit = 0; bit < 8; bit++) value = value & 1 ? value >>> 1 ^ 0xedb88320 : value >>> 1;
      table.push(value);
    }
  }
  for (at = 0; at < bytes.length; at++) found = found >>> 8 ^ table[(found ^ bytes[at]) & 255];
  return ~found >>> 0;
}
// Numbers one after another, least byte first: pairs of a number and how many bytes it takes.
function numbers(pairs) {
  var found = [];
  pairs.forEach(function (pair) {
    for (var byte = 0; byte < pair[1]; byte++) found.push(Math.floor(pair[0] / Math.pow(256, byte)) & 255);
  });
  return new Uint8Array(found);
}
// What both heads of a file say: version 2.0, the name is UTF-8, stored, 1 January 1980, the sum, the length twice, the name's length.
function said(file, name) {
  return [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [sum(file.bytes), 4], [file.bytes.length, 4], [file.bytes.length, 4], [name.length, 2], [0, 2]];
}

// The parts of a zip, one after another; files: {name, bytes}.
export function zip(files) {
  var parts = [], list = [], place = 0, size = 0;
  function put(bytes) { parts.push(bytes); place += bytes.length; }
  files.forEach(function (file) {
    var name = new TextEncoder().encode(file.name), start = place;
    put(numbers([[0x04034b50, 4]].concat(said(file, name))));
    put(name);
    put(file.bytes);
    list.push(numbers([[0x02014b50, 4], [20, 2]].concat(said(file, name), [[0, 2], [0, 2], [0, 2], [0, 4], [start, 4]])), name);
  });
  list.forEach(function (bytes) { size += bytes.length; });
  return parts.concat(list, [numbers([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [place, 4], [0, 2]])]);
}
