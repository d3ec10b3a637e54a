// Compiles the style sheet and bundles the scripts of the pages; called by `build`, beside it.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import * as sass from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const web = resolve(here, '../../src/web');
const target = resolve(process.argv[2]);

const mit = readFileSync(join(here, 'mit.txt'), 'utf8');
const note = (of) => `/*! Daybook, Apache 2.0${of}. LICENCES.txt beside this file has the terms. */\n`;

function packageOf(name) {
  return JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
}

// The names of the packages whose files esbuild put into a bundle.
function bundled(metafile) {
  const names = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
      const found = bytesInOutput > 0 && /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file);
      if (found) names.add(found[1]);
    }
  }
  return [...names].sort();
}

function licenceOf(name) {
  const { version, license } = packageOf(name);
  const file = readdirSync(join(modules, name)).find((entry) => /^licen[cs]e/i.test(entry));
  const terms = file ? readFileSync(join(modules, name, file), 'utf8') : mit;
  return `${name} ${version} (${license})\n\n${terms.trim()}\n`;
}

function style() {
  const { css } = sass.compile(join(web, 'styles/daybook.scss'), {
    loadPaths: [modules],
    style: 'compressed',
    quietDeps: true,
    silenceDeprecations: ['import', 'if-function', 'global-builtin', 'color-functions'],
  });
  if (/url\(/.test(css)) throw new Error('the style sheet loads something');
  return note(`; with parts of govuk-frontend ${packageOf('govuk-frontend').version}, MIT`) +
    css.replace(/^\uFEFF/, '') + '\n';
}

async function script(name) {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [join(web, 'scripts', name)],
    absWorkingDir: here,
    nodePaths: [modules],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    write: false,
  });
  const packages = bundled(metafile);
  const of = packages.length > 0 ? '; with Observable Plot, D3 and others' : '';
  return { text: note(of) + outputFiles[0].text, packages };
}

mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'daybook.css'), style());
const others = new Set(['govuk-frontend']);
for (const name of ['daybook.js', 'chart.js', 'verify.js']) {
  if (!existsSync(join(web, 'scripts', name))) continue;
  const { text, packages } = await script(name);
  writeFileSync(join(target, name), text);
  for (const each of packages) others.add(each);
}
const rule = `\n${'-'.repeat(72)}\n\n`;
writeFileSync(join(target, 'LICENCES.txt'),
  'What the style sheet and the scripts of the pages have from others, and on what terms.\n' +
  [...others].sort().map((name) => rule + licenceOf(name)).join(''));
