// "Verify in this browser": section[data-verify][data-entry=POSITION]. Loaded by pages that have one.

import { checkEntry, verdictOf } from './steps.js';

const marks = {
  true: ['✓', 'holds', 'Yes: '],
  false: ['✗', 'fails', 'No: '],
  undefined: ['?', 'open', 'Not checked: '],
};
const verdicts = {
  holds: 'Verified in this browser.',
  fails: 'NOT verified: what this server shows is not what was signed.',
  open: 'Not fully verified: a step could not be checked here.',
};

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

async function fetched(url) {
  const response = await fetch(url, { cache: 'no-store', headers: { Accept: '*/*' } });
  if (!response.ok) throw new Error(`${url} was answered ${response.status}`);
  return response;
}

function lineOf({ holds, words }) {
  const [mark, name, spoken] = marks[holds];
  const sign = element('span', `daybook-verify__mark daybook-verify__mark--${name}`, mark);
  sign.setAttribute('aria-hidden', 'true');
  return element('li', '', sign, element('span', 'govuk-visually-hidden', spoken),
    element('span', '', words));
}

function say(output, verdict, words = verdicts[verdict]) {
  output.append(element('p', `daybook-verify__verdict daybook-verify__verdict--${verdict}`, words));
}

async function run(section, output) {
  const list = element('ol', 'daybook-verify__steps');
  output.replaceChildren(list);
  if (!globalThis.crypto?.subtle) {
    say(output, 'open', 'This browser checks nothing on a page that did not come over TLS.');
    return;
  }
  const position = section.dataset.entry;
  const [entry, receipt, keys] = await Promise.all([
    fetched(`/v1/events/${position}`).then((response) => response.arrayBuffer()),
    fetched(`/v1/receipts/${position}`).then((response) => response.text()),
    fetched('/v1/log/key').then((response) => response.text()),
  ]);
  const steps = [];
  for await (const step of checkEntry({ entry: new Uint8Array(entry), position, receipt, keys })) {
    steps.push(step);
    list.append(lineOf(step));
  }
  const verdict = verdictOf(steps);
  say(output, verdict);
  if (verdict === 'holds') {
    output.append(element('p', 'govuk-body', 'The key came from this server, as the entry did: compare it ' +
      'with the one that you were given otherwise.'));
  }
}

function set(section) {
  const button = element('button', 'govuk-button govuk-button--secondary daybook-verify__made', 'Verify in this browser');
  button.type = 'button';
  // An answer is read out when it is there.
  const output = element('div', 'daybook-verify__made');
  output.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    try {
      await run(section, output);
    } catch (error) {
      say(output, 'open', `It could not be checked: ${error.message}.`);
    }
    button.removeAttribute('aria-disabled');
  });
  section.append(button, output);
}

function setAll(root) {
  for (const section of root.querySelectorAll('section[data-verify][data-entry]')) set(section);
}

setAll(document);
document.addEventListener('daybook:refreshed', (event) => setAll(event.detail));
