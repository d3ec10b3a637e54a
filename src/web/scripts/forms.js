// Forms are sent once: a second press while the first is under way does nothing. What has
// data-confirm asks before.

const sent = 'daybookSent';

/// For every form there is and will be.
export function setForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (sent in form.dataset || (question && !window.confirm(question))) {
      event.preventDefault();
      return;
    }
    // What only asks may be asked again.
    if (form.method !== 'post') return;
    form.dataset[sent] = '';
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true');
  });
  // Back to a page that was kept: it may be sent again, and the server knows whether it was.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll('form[data-daybook-sent]')) {
      delete form.dataset[sent];
      for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-disabled');
    }
  });
}
