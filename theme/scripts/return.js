import { start } from "./form/start.js";
import { photographs } from "./form/photos.js";

start(null, photographs);
