"use strict";
// Says in the page's own words that the telephone or key refused, or that its question was closed.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-failed").hidden = false;
});
