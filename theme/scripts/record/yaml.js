/* A record written as YAML, as hooks/almanac/parse/yaml_writer.py writes it. */
import { pattern } from "./faults.js";

function length(line) { return Array.from(line).length; }
function flow(rules, value) {
  function inner(one) { return flow(rules, one); }
  if (Array.isArray(value)) return "[" + value.map(inner).join(", ") + "]";
  if (typeof value === "object") return "{" + Object.keys(value).map(function (key) { return key + ": " + inner(value[key]); }).join(", ") + "}";
  var bare = pattern(rules, "bare", "whole").test(value) && value === value.trim() && !/: |:\?/.test(value) && !/[:：]$/.test(value);
  var marks = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r" };
  return bare ? value : '"' + value.replace(/[\\"\n\t\r]/g, function (sign) { return marks[sign]; }) + '"';
}
// Whether a text of several lines can be written as it stands.
export function isBlock(value) {
  var lines = value.replace(/\n+$/, "").split("\n");
  return lines.length > 1 && lines[0].slice(0, 1).trim() !== "" && lines.every(function (line) { return !/[\t\r]|\s$/.test(line); });
}
function indented(line) { return line ? "  " + line : ""; }
function entry(lines, indent) {
  return lines.map(function (line, at) { return at ? (line ? indent + "  " + line : "") : indent + "- " + line; });
}
function pair(rules, key, value) {
  var line = key + ": " + flow(rules, value), found;
  if (typeof value === "string") return isBlock(value) ? [key + ": |"].concat(value.replace(/\n+$/, "").split("\n").map(indented)) : [line];
  if (length(line) <= rules.width || !Object.keys(value).length) return [line];
  if (!Array.isArray(value)) return [key + ":"].concat(mapping(rules, value).map(indented));
  found = [key + ":"];
  value.forEach(function (item) {
    var fits = typeof item === "string" || length(flow(rules, item)) <= rules.width;
    found = found.concat(entry(fits ? [flow(rules, item)] : mapping(rules, item), "  "));
  });
  return found;
}
function mapping(rules, value) {
  return Array.prototype.concat.apply([], Object.keys(value).map(function (key) { return pair(rules, key, value[key]); }));
}
export function text(rules, value) {
  if (Array.isArray(value)) return value.map(function (item) { return entry(mapping(rules, item), "").join("\n") + "\n"; }).join("");
  return mapping(rules, value).join("\n") + "\n";
}
// 0529-天和广场健康义诊.yml
export function file(rules, value) {
  var day = /^[0-9]{4}-([0-9]{2})-([0-9]{2})/.exec(value["开始"] || ""), name = (value["名称"] || "").replace(pattern(rules, "stem", "all"), "");
  name = Array.from(name).slice(0, 24).join("").replace(/^-+|-+$/g, "");
  return ([day ? day[1] + day[2] : "", name].filter(Boolean).join("-") || "活动") + ".yml";
}
