import { start } from "./form/start.js";
import { photographs } from "./form/photos.js";
import { proposed } from "./notice/notice.js";

start(proposed, photographs);
