// Filters of the failed cases; without a script, all of them are shown.
const cases = [...document.querySelectorAll("details.case")];
const filters = [...document.querySelectorAll(".filters select")];
const shown = document.querySelector("#shown");
function apply() {
  let count = 0;
  for (const one of cases) {
    one.hidden = filters.some((f) => f.value && !one.dataset[f.name].split("|").includes(f.value));
    count += !one.hidden;
  }
  shown.textContent = `${count} of ${cases.length}`;
}
for (const filter of filters) filter.addEventListener("change", apply);
apply();
let opened = [];
addEventListener("beforeprint", () => {
  opened = cases.filter((one) => !one.hidden && !one.open);
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
