// body[data-stream]: what is on the page follows the book. Says so politely, and where the reader
// is at now brings the main part up to date, unless they are in the middle of it.

import { isFixed, isNow, isOther, resumed, waitFor } from './following.js';

// Changes come in commits; one refresh shows all of a commit's.
const settle = 400;
const longest = 3_000;

class Follower {
  constructor(stream, announce, prepare) {
    this.stream = stream;
    this.announce = announce;
    this.prepare = prepare;
    this.last = undefined; // position of the entry that was told of last
    this.rows = undefined; // of the view that was told of last
    this.first = 0;
    this.timer = undefined;
  }

  open() {
    if (this.source) return;
    this.source = new EventSource(resumed(this.stream, this.last));
    this.source.addEventListener('entry', (event) => {
      this.last = event.lastEventId;
      this.changed();
    });
    this.source.addEventListener('view', (event) => this.told(event));
  }

  close() {
    this.source?.close();
    this.source = undefined;
  }

  // A stream of a view begins with what the page shows, or should.
  told(event) {
    const rows = JSON.stringify(JSON.parse(event.data).rows);
    const { position } = document.body.dataset;
    const other = isOther(rows, this.rows, position ?? event.lastEventId, event.lastEventId);
    this.rows = rows;
    if (other) this.changed();
  }

  changed() {
    const now = performance.now();
    if (this.timer === undefined) this.first = now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.show();
    }, waitFor(now - this.first, settle, longest));
  }

  async show() {
    if (!isNow(location.search) || busy()) {
      this.offer();
      return;
    }
    try {
      await this.refresh();
      this.announce('The book has changed. This page shows it.');
    } catch {
      this.offer();
    }
  }

  offer() {
    const link = document.createElement('a');
    link.className = 'govuk-link';
    link.href = location.href;
    link.textContent = 'show';
    this.announce('The book has changed: ', link);
  }

  async refresh() {
    const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!response.ok) throw new Error(`${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.querySelector('main');
    const main = document.querySelector('main');
    if (!fresh || !main) throw new Error('it has no main part');
    document.body.dataset.position = page.body.dataset.position ?? '';
    main.replaceChildren(...document.importNode(fresh, true).childNodes);
    this.prepare(main);
  }
}

// Whether the reader would lose something: what they type, the place where they are, what they opened.
function busy() {
  const main = document.querySelector('main');
  return !main || (main.contains(document.activeElement) && document.activeElement !== main) ||
    main.querySelector('details[open], [role="status"]:not(:empty), [data-sorted]') !== null ||
    !document.getSelection().isCollapsed;
}

/// `announce(...nodes)` tells the reader; `prepare(main)` does to a new main part what was done to
/// the first.
export function follow(announce, prepare) {
  const { stream } = document.body.dataset;
  // What was known by some time does not change any more.
  if (!stream || isFixed(location.search)) return;
  const follower = new Follower(stream, announce, prepare);
  // A browser has few connections to a server: a page that nobody looks at holds none.
  const set = () => (document.hidden ? follower.close() : follower.open());
  document.addEventListener('visibilitychange', set);
  window.addEventListener('pagehide', () => follower.close());
  window.addEventListener('pageshow', set);
  set();
}
