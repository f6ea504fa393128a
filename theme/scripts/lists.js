import { start } from "./form/start.js";
import { listed } from "./notice/lists.js";

start(listed, null);
