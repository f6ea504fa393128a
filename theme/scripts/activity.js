import { start } from "./form/start.js";
import { drafts } from "./notice/notice.js";

start(drafts);
