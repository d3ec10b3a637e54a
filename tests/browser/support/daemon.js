// A real daybookd on a free port of loopback, open to all unless said, with a history in it.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../..', import.meta.url));
const bin = process.env.DAYBOOK_BIN_DIR ?? join(source, 'build/release/bin');
const history = join(source, 'replay/histories/peterborough/events.ndjson');

export class Daemon {
  constructor({ open = true } = {}) {
    this.directory = mkdtempSync(join(tmpdir(), 'daybook-browser-'));
    const port = join(this.directory, 'port');
    this.port = port;
    const book = join(this.directory, 'book');
    this.token = open ? undefined : join(book, 'admin.token'); // the file of an administrator's
    this.process = spawn(join(bin, 'daybookd'), ['--data', book, ...open ? ['--open'] : [],
      '--listen', '127.0.0.1:0', '--port-file', port, '--log-level', 'error'], { stdio: 'inherit' });
    // Whatever becomes of the test.
    process.once('exit', () => this.process.kill('SIGKILL'));
  }

  static async withHistory(options) {
    const daemon = new Daemon(options);
    await daemon.listening();
    daemon.daybook(['import', history]);
    await daemon.caughtUp();
    return daemon;
  }

  /// An invented programme of `events` events.
  static async withInvented(events) {
    const daemon = new Daemon();
    await daemon.listening();
    const made = spawnSync(join(bin, 'daybook_generate'), ['--events', String(events)], { maxBuffer: 1 << 30 });
    if (made.status !== 0) throw new Error(`daybook_generate: ${made.stderr}`);
    daemon.daybook(['import', '-'], made.stdout);
    await daemon.caughtUp();
    return daemon;
  }

  /// Runs the command line against it, as the administrator where somebody is asked; gives its output.
  daybook(words, input = '') {
    const may = this.token ? ['--token-file', this.token] : [];
    const ran = spawnSync(join(bin, 'daybook'), [...words, '--url', this.url, ...may], { encoding: 'utf8', input });
    if (ran.status !== 0) throw new Error(`daybook ${words.join(' ')}: ${ran.stderr}`);
    return ran.stdout;
  }

  /// A new token of a role.
  grant(role) {
    const file = join(this.directory, `${role}.token`);
    this.daybook(['token', 'create', '--name', role, '--role', role, '--expires', '2090-01-01', '--out', file]);
    return readFileSync(file, 'utf8').trim();
  }

  async listening() {
    for (let i = 0; i < 600; ++i) {
      const text = existsSync(this.port) ? readFileSync(this.port, 'utf8') : '';
      if (text.endsWith('\n')) {
        this.url = `http://${text.trim()}`;
        return;
      }
      if (this.process.exitCode !== null) throw new Error(`daybookd ended with ${this.process.exitCode}`);
      await pause(50);
    }
    throw new Error('daybookd does not listen');
  }

  /// Views that have seen everything.
  async caughtUp() {
    const answer = await this.get('/v1/events?order=-recorded&limit=1');
    const { events } = await answer.json();
    await this.get(`/v1/views/status?min_position=${BigInt(events[0].sequence ?? 0)}`);
  }

  async get(path) {
    const answer = await fetch(this.url + path, { headers: this.authorization });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  // What an administrator's requests have where somebody is asked.
  get authorization() {
    return this.token ? { Authorization: `Bearer ${readFileSync(this.token, 'utf8').trim()}` } : {};
  }

  /// Appends one event.
  async append(event) {
    const answer = await fetch(`${this.url}/v1/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/cloudevents+json', ...this.authorization },
      body: JSON.stringify({ specversion: '1.0', source: '/browser-test', ...event }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()).events[0];
  }

  async stop() {
    const ended = new Promise((resolve) => { this.process.once('exit', resolve); });
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }
}
