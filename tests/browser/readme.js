// Makes the pictures of the README, in the directory named; tools/assets/pictures calls it.

import { join } from 'node:path';
import { launch, openPage, visit } from './support/browser.js';
import { Daemon } from './support/daemon.js';

const directory = process.argv[2];
const shown = [
  { name: 'overview', path: '/', height: 1100 },
  { name: 'finding', path: '/subjects/finding/edt-capacity', height: 1500 },
];

const daemon = await Daemon.withHistory();
const browser = await launch();
for (const { name, path, height } of shown) {
  const page = await openPage(browser, { viewport: { width: 1000, height } });
  await visit(page, daemon.url + path);
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(directory, `${name}.png`) });
}
await browser.close();
await daemon.stop();
