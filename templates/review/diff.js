
'use strict';
(function () {
  const form = document.getElementById('filters');
  const shown = document.getElementById('shown');
  const cluster = document.getElementById('cluster');
  const unfold = document.getElementById('unfold');
  const changes = Array.from(document.querySelectorAll('.change'));
  const names = Array.from(document.querySelectorAll('#set-0 li'), (item) => item.textContent.toLowerCase());

  /* Places of clusters: "0-3,7". */
  function places(text) {
    const found = new Set();
    for (const range of text.split(',')) {
      const ends = range.split('-').map(Number);
      for (let i = ends[0]; !(i > ends[ends.length - 1]); i++) {
        found.add(i);
      }
    }
    return found;
  }

  function checked(name) {
    return new Set(Array.from(form.querySelectorAll('[name=' + name + ']:checked'), (box) => box.value));
  }

  /* What belongs to the mesh belongs to each of its clusters. */
  function touches(change, wanted) {
    if (wanted === null || change.dataset.in === '') {
      return true;
    }
    const members = places(change.dataset.in);
    return wanted.some((place) => members.has(place));
  }

  function filter() {
    const weights = checked('weight');
    const topics = checked('topic');
    const text = cluster.value.trim().toLowerCase();
    const wanted = text === '' ? null : Array.from(names.keys()).filter((place) => names[place].includes(text));
    let count = 0;
    for (const change of changes) {
      const fits = [weights.has(change.dataset.weight), topics.has(change.dataset.topic), touches(change, wanted)];
      change.hidden = fits.includes(false);
      count += change.hidden ? 0 : 1;
    }
    const where = wanted === null ? '' : ', of ' + (wanted.length === 1 ? '1 cluster' : wanted.length + ' clusters') + ' and of the mesh';
    shown.textContent = count + ' of ' + changes.length + (changes.length === 1 ? ' change' : ' changes') + ' shown' + where;
  }

  function open(details, value) {
    for (const each of details) {
      each.open = value;
    }
  }

  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  unfold.addEventListener('click', () => {
    const all = Array.from(document.querySelectorAll('.change details'));
    const closed = all.some((each) => !each.open);
    open(all, closed);
    unfold.textContent = closed ? 'Close all details' : 'Open all details';
  });
  form.hidden = changes.length === 0;
  filter();
})();
