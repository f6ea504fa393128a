import { start } from "./form/start.js";
import { photographs } from "./form/photos.js";
import { drafts } from "./notice/notice.js";

start(drafts, photographs);
