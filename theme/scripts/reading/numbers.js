/* Numbers in Chinese numerals; hooks/almanac/parse/numbers.py reads the same, tests/vectors/ holds both to it. */
var DIGITS = "零一二三四五六七八九", STEPS = { "十": 10, "百": 100, "千": 1000 };

// A whole number below 10,000 in Chinese numerals, with its steps: 一百零五; 0 if it is not said properly.
export function han(word) {
  var total = 0, digit = null, last = 10000, zero = false;
  for (var i = 0; i < word.length; i++) {
    var sign = word[i], step = STEPS[sign];
    if (step) {
      if (step >= last || (digit === null && (total || step !== 10 || zero))) return 0;
      total += (digit === null ? 1 : digit) * step; digit = null; last = step; zero = false;
    } else {
      var value = sign === "〇" ? 0 : sign === "两" ? 2 : DIGITS.indexOf(sign);
      if (value < 0 || digit !== null) return 0;
      if (value === 0) zero = true; else digit = value;
    }
  }
  return digit === null ? total : last > 10 && last < 10000 && !zero ? 0 : total + digit;   // 二百五 may be 205 or 250
}

// A number of a date or an hour, in digits or in Han.
export function small(word) { return /^[0-9]+$/.test(word) ? Number(word) : han(word); }
