// A real daybookd on a free port of loopback, open to all, with the Peterborough history in it.

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
  constructor() {
    this.directory = mkdtempSync(join(tmpdir(), 'daybook-browser-'));
    const port = join(this.directory, 'port');
    this.port = port;
    this.process = spawn(join(bin, 'daybookd'), ['--data', join(this.directory, 'book'), '--open',
      '--listen', '127.0.0.1:0', '--port-file', port, '--log-level', 'warn'], { stdio: 'inherit' });
    // Whatever becomes of the test.
    process.once('exit', () => this.process.kill('SIGKILL'));
  }

  static async withHistory() {
    const daemon = new Daemon();
    await daemon.listening();
    const imported = spawnSync(join(bin, 'daybook'), ['import', history, '--url', daemon.url], { encoding: 'utf8' });
    if (imported.status !== 0) throw new Error(`daybook import: ${imported.stderr}`);
    await daemon.caughtUp();
    return daemon;
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
    const answer = await fetch(this.url + path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  /// Appends one event.
  async append(event) {
    const answer = await fetch(`${this.url}/v1/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/cloudevents+json' },
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
