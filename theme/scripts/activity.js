import { start } from "./form/start.js";
import { proposed } from "./notice/notice.js";

start(proposed);
