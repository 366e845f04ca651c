// A button that copies what a box holds. Without it the box is marked and copied by hand.
for (const button of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = button.parentElement.querySelector("[data-said]");
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
    said.textContent = said.dataset.said;
  });
}
