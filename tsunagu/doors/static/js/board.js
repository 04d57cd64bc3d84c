// A company is taken by its name and dropped on another slot: the page that says what would happen opens. Nothing is saved
// by dropping. Without this script the form 「動かしてみる」 does the same.
const board = document.querySelector("[data-board]");
if (board) {
  const hurdles = JSON.parse(board.dataset.hurdles);
  const names = (reasons, adviser) => Object.keys(reasons || {}).find((why) => reasons[why].includes(adviser));
  // Why a company cannot sit with an adviser at a time; undefined: it can.
  const hurdle = (company, adviser, slot) =>
    names(hurdles.never[company], adviser) ||
    (hurdles.companyAway[company]?.includes(slot) && hurdles.words.companyAway) ||
    (hurdles.adviserAway[adviser]?.includes(slot) && hurdles.words.adviserAway);
  const cells = [...board.querySelectorAll("td[data-adviser]")];
  let taken = "";

  const hint = document.querySelector("[data-board-hint]");
  if (hint) hint.hidden = false;

  const clear = () => {
    taken = "";
    for (const cell of cells) {
      cell.classList.remove("may-drop", "no-drop", "is-over");
      delete cell.dataset.hurdle;
    }
  };

  // Where it cannot go is marked, with the reason, while it is in the hand.
  document.addEventListener("dragstart", (event) => {
    const company = event.target.closest?.("[data-company]")?.dataset.company;
    if (!company) return;
    taken = company;
    event.dataTransfer.setData("text/plain", company);
    event.dataTransfer.effectAllowed = "move";
    for (const cell of cells) {
      const why = hurdle(company, cell.dataset.adviser, Number(cell.dataset.slot));
      cell.classList.add(why ? "no-drop" : "may-drop");
      if (why) cell.dataset.hurdle = why;
    }
  });
  document.addEventListener("dragend", clear);

  for (const cell of cells) {
    cell.addEventListener("dragover", (event) => {
      if (!taken || cell.dataset.hurdle) return;
      event.preventDefault();
      cell.classList.add("is-over");
    });
    cell.addEventListener("dragleave", () => cell.classList.remove("is-over"));
    cell.addEventListener("drop", (event) => {
      if (!taken) return;
      event.preventDefault();
      const asked = new URLSearchParams({ company: taken, adviser: cell.dataset.adviser, slot: cell.dataset.slot });
      window.location.assign(`${board.dataset.board}?${asked}`);
    });
  }
}
