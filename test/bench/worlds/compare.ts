// Worlds beside those of an earlier commit, in one run: the same pipelines, scenarios and seeds.

import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const EARLIER = '1cfb9d8';
const ROUNDS = 2;
const SEEDS = 20;
const SMALL = 200;
/** More with `npm run bench -- --worlds N`. */
const KEPT_WORLDS = 1_000;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const player = fileURLToPath(new URL('player.ts', import.meta.url));

interface Played {
  readonly processorSeconds: number;
  readonly seconds: number;
  /** Bytes of heap after each tenth of the worlds. */
  readonly heaps: readonly number[];
}

type Print = (columns: readonly string[]) => void;

export async function compareWorlds(print: Print): Promise<void> {
  const earlier = checkedOut(EARLIER);
  try {
    print(['processor seconds', 'now', EARLIER, 'ratio']);
    await compare(print, 'a release of five days', earlier, 'five', 1);
    await compare(print, `${SEEDS} seeds in one process`, earlier, 'seeds', SEEDS);
    await small(print, earlier);
    await memory(print, earlier);
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', earlier], { cwd: root });
    rmSync(dirname(earlier), { recursive: true });
  }
}

/** Both in turn, so that a busy machine slows both alike; the best of each counts. */
async function compare(print: Print, name: string, earlier: string, what: string, count: number) {
  let [now, before] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round += 1) {
    before = Math.min(before, (await play(earlier, earlier, what, count)).processorSeconds);
    now = Math.min(now, (await play(root, earlier, what, count)).processorSeconds);
  }
  print([name, now.toFixed(2), before.toFixed(2), `${(before / now).toFixed(1)}x`]);
}

async function small(print: Print, earlier: string): Promise<void> {
  const processes = availableParallelism();
  const played = await Promise.all(
    Array.from({ length: processes }, () => play(root, earlier, 'small', SMALL)),
  );
  const perSecond = played.reduce((sum, { seconds }) => sum + SMALL / seconds, 0);
  print([`small worlds a second, ${processes} processes`, perSecond.toFixed(0)]);
}

async function memory(print: Print, earlier: string): Promise<void> {
  const at = process.argv.indexOf('--worlds');
  const worlds = at < 0 ? KEPT_WORLDS : Number(process.argv[at + 1]);
  const { heaps } = await play(root, earlier, 'memory', worlds);
  const megabytes = heaps.map((bytes) => (bytes / 1_000_000).toFixed(0));
  print([`MB of heap in ${worlds} small worlds`, megabytes.join(' ')]);
}

async function play(tree: string, earlier: string, what: string, count: number): Promise<Played> {
  const asked = [player, tree, earlier, what, String(count)];
  const { stdout } = await promisify(execFile)(process.execPath, asked, { maxBuffer: 1e8 });
  return JSON.parse(stdout) as Played;
}

/** A tree of its own, with what it needs installed. */
function checkedOut(commit: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'tidegate-bench-')), commit);
  const quiet = { cwd: root, stdio: 'ignore' } as const;
  execFileSync('git', ['worktree', 'add', '--detach', folder, commit], quiet);
  execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline'], { ...quiet, cwd: folder });
  return folder;
}
