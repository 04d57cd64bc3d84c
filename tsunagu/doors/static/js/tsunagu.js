// Small comforts on top of pages that work without any script.

// A form sent once is not sent twice: its button says so and waits.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post") return;
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (button) {
    button.classList.add("is-busy");
    button.setAttribute("aria-disabled", "true");
  }
});
// Coming back with the browser's back button: the form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll(".is-busy")) {
    button.classList.remove("is-busy");
    button.removeAttribute("aria-disabled");
  }
});

// Errors are read out at once; the first thing a person reaches is the list of what to mend.
document.querySelector("form .error-summary")?.focus();

// Printing needs a script; without one the button stays hidden.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
