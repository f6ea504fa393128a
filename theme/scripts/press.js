/* The page of a news release: its text for WeChat's editor, with headings and photos, is copied with one press. */
import { all } from "./parts/page.js";
import { rich } from "./parts/copy.js";

document.addEventListener("DOMContentLoaded", function () {
  all("[data-paste]").forEach(function (button) {
    button.setAttribute("aria-live", "polite");
    rich(button, document.querySelector("#plain"), button.closest("details"));
  });
});
