// The pages there are, as the tests go through them.

export const pages = [
  { name: 'overview', path: '/', heading: 'Overview' },
  { name: 'timeline', path: '/timeline', heading: 'Timeline' },
  { name: 'findings', path: '/findings', heading: 'Findings' },
  { name: 'actions', path: '/actions', heading: 'Actions' },
  { name: 'measures', path: '/measures', heading: 'Measures' },
  { name: 'finding', path: '/subjects/finding/edt-capacity', heading: /duty/i },
  { name: 'action', path: '/subjects/action/edt-additional-capacity', heading: /capacity/i },
  { name: 'changes', path: '/changes', heading: 'Changes' },
  { name: 'readiness', path: '/readiness', heading: 'Readiness' },
  { name: 'events', path: '/events', heading: 'Events' },
  { name: 'event', path: '/events/9', heading: /./ },
  { name: 'integrity', path: '/integrity', heading: 'Integrity' },
  { name: 'who-looked', path: '/who-looked', heading: 'Who looked' },
];

/// An address at a cut.
export function at(path, cut) {
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(cut)}`;
}
