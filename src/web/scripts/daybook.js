// Every page works without this. With it tables sort, forms are sent once, and a page follows the
// book while it is looked at.

import { setForms } from './forms.js';
import { follow } from './live.js';
import { setSortable } from './sortable.js';

// What changes is read out when the reader is not in the middle of something.
function liveRegion() {
  const found = document.querySelector('.daybook-live');
  if (found) return found;
  const region = document.createElement('div');
  region.className = 'daybook-live';
  region.setAttribute('role', 'status');
  document.querySelector('main')?.before(region);
  return region;
}

const region = liveRegion();
// Sorting is seen by whoever sees it, and read out to whoever does not.
const spoken = document.createElement('div');
spoken.className = 'govuk-visually-hidden';
spoken.setAttribute('role', 'status');
region.after(spoken);

function tell(...nodes) {
  const words = document.createElement('p');
  words.append(...nodes);
  region.replaceChildren(words);
}

function prepare(root) {
  setSortable(root, (words) => spoken.replaceChildren(words));
  // What only some pages need, those load: charts, and what checks an entry.
  for (const part of root.querySelectorAll('[data-script]')) import(part.dataset.script);
}

prepare(document);
setForms();
follow(tell, (main) => {
  prepare(main);
  document.dispatchEvent(new CustomEvent('daybook:refreshed', { detail: main }));
});
// What a form was refused for is where the reader begins.
document.querySelector('.govuk-error-summary')?.focus();
