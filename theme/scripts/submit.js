import { start } from "./form/start.js";

start(null, null);
