// Finds sections of the manual by the words in them: those first that have them in their titles.

const field = document.getElementById('search');
const found = document.getElementById('found');
const up = field.dataset.index.replace(/search\.json$/, '');
const MOST = 12;
let sections;

field.form.addEventListener('submit', (event) => event.preventDefault());
field.addEventListener('input', async () => {
  sections ??= fetch(field.dataset.index).then((answer) => answer.json());
  const all = await sections;
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const scored = words.length === 0 ? [] : all.map((each) => [scoreOf(each, words), each]);
  const best = scored.filter(([score]) => score > 0).sort(([a], [b]) => b - a);
  found.replaceChildren(...best.slice(0, MOST).map(([, each]) => itemOf(each)));
});

/** 0 where any of the words is missing. */
function scoreOf({ page, title, text }, words) {
  const [inTitle, inAll] = [title.toLowerCase(), `${page} ${title} ${text}`.toLowerCase()];
  if (!words.every((word) => inAll.includes(word))) return 0;
  return 1 + words.filter((word) => inTitle.includes(word)).length * 2;
}

function itemOf({ to, page, title }) {
  const link = document.createElement('a');
  link.href = up + to;
  link.textContent = page === title ? title : `${page}: ${title}`;
  const item = document.createElement('li');
  item.append(link);
  return item;
}
