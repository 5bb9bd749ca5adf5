import { EventEmitter } from 'node:events';
import { lineShow } from '../../cli/show.ts';
import { ledgerLine } from '../../cli/terminal/ledger-line.ts';
import { pacer, speedOf } from '../../cli/terminal/pace.ts';
import { plain } from '../../cli/terminal/paint.ts';
import { pictureOf } from '../../cli/terminal/picture.ts';
import { screen } from '../../cli/terminal/screen.ts';
import { cut, padded, wrapped } from '../../cli/terminal/width.ts';
import { type PipelineView, pipelineView } from '../../core/board/view.ts';
import type { Clock } from '../../core/clock.ts';
import type { LedgerEntry } from '../../core/ledger.ts';
import { emptyStage } from '../../core/stage.ts';
import { installed, items, NOW, release, target, wave } from '../board/items.ts';
import { endOf } from '../core/waves.ts';

const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

function entry(more: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    at: at(0),
    pipeline: 'shop',
    release: 'shop-1',
    event: 'WaveStarted',
    subject: 'prod/one',
    text: 'wave started: prod-one',
    ...more,
  };
}

const lease = {
  release: 'shop-2',
  execution: '',
  fence: 1,
  since: at(-30),
  intent: 'deploy',
} as const;

const baking = pipelineView(
  items({
    releases: [release(2)],
    stages: [{ ...emptyStage('shop', 'prod'), lease }],
    waves: [
      wave(2, 0, { end: endOf('Passed') }),
      wave(2, 1, { bake: { startedAt: at(-30) } }),
      wave(2, 2),
    ],
    targets: [target('prod-one', { running: installed(2), baked: installed(1) })],
    ledger: [entry({ at: at(-30), event: 'BakeStarted', text: 'baking for 1h' })],
  }),
  NOW,
);

describe('text that fits', () => {
  test.each([
    ['beta', 6, 'beta  '],
    ['eu-west-1', 6, 'eu-we…'],
    ['beta', 4, 'beta'],
    ['beta', 1, '…'],
    ['beta', 0, ''],
  ])('%s in %d columns', (text, columns, expected) => {
    expect(padded(text, columns)).toBe(expected);
  });

  test('holds nothing that moves a cursor', () => {
    expect(cut('a\x1b[2Jb\r\nc\x07d', 40)).toBe('a\\u{1b}[2Jb\\r\\nc\\u{7}d');
    expect(wrapped('  held since noon by ada: fire', 14, 2)).toEqual([
      '  held since',
      '    noon by a…',
    ]);
    expect(cut('\x1b[31mred', 7)).toBe('\\u{1b}…');
  });
});

describe('a line of the ledger', () => {
  test.each([
    ['says what it happened to', entry(), '2026-11-23 12:00:00  prod/one: wave started: prod-one'],
    [
      'names the release where it is all of it',
      entry({ subject: '', text: 'started' }),
      '2026-11-23 12:00:00  shop-1: started',
    ],
    [
      'names nothing twice',
      entry({ subject: 'beta', text: 'beta: deploying #1' }),
      '2026-11-23 12:00:00  beta: deploying #1',
    ],
  ])('%s', (_, given, expected) => {
    expect(ledgerLine(given)).toBe(expected);
  });

  test('is printed once, in order, however often the view is shown', () => {
    const lines: string[] = [];
    const show = lineShow((line) => void lines.push(line));
    const [first, second, third] = [1, 2, 3].map((minute) =>
      entry({ at: at(minute), text: `${minute}` }),
    );
    const view = (ledger: LedgerEntry[]): PipelineView => ({ ...baking, ledger });

    show.present(view([]));
    show.present(view([first!]));
    show.present(view([first!]));
    show.present(view([third!, second!, first!]));

    expect(lines.map((line) => line.at(-1))).toEqual(['1', '2', '3']);
  });
});

test('a release that waits in front of a gate is told once, and why', () => {
  const lines: string[] = [];
  const show = lineShow((line) => void lines.push(line));
  const [first, ...rest] = baking.stages;
  const waiting = { label: '#3 3abcdef', since: at(0) };
  const frozen = { since: at(0), reason: 'beta runs what nobody knows' };
  const stage = { ...first!, waiting, frozen };
  const view = { ...baking, ledger: [], stages: [stage, ...rest] };

  show.present({ ...baking, ledger: [] });
  show.present(view);
  show.present(view);

  expect(lines).toEqual([
    `2026-11-23 12:00:00  ${first!.name}: #3 3abcdef waits in front of the gate: the stage is frozen: beta runs what nobody knows`,
  ]);
});

describe('the picture of a pipeline', () => {
  test('shows the bake as a bar with its time left, and what its target runs', () => {
    const text = pictureOf(baking, plain, { columns: 100, rows: 40 }).join('\n');

    expect(text).toContain('━━━━━━━━━━━━━━━─────────────── ');
    expect(text).toContain(' 50%  30m left');
    // How long the release is on its way is no time of the place it is in.
    expect(text).toMatch(/baking in prod\/\S+; started \w+ ago/);
    expect(text).toContain('#2 2abcdef, last baked #1 1abcdef');
    expect(text).toContain('2026-11-23 12:00:00 UTC');
  });

  test.each([
    [120, 40],
    [80, 24],
    [60, 12],
    [40, 24],
    [24, 8],
    [20, 3],
  ])('in %d columns and %d rows no line is wider and none too many', (columns, rows) => {
    const lines = pictureOf(baking, plain, { columns, rows });

    expect(lines.length).toBeLessThan(rows);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(columns);
  });

  test('keeps what moves where there is little room', () => {
    const text = pictureOf(baking, plain, { columns: 80, rows: 9 }).join('\n');

    expect(text).toContain('30m left');
  });
});

describe('the screen', () => {
  test('is one of its own, drawn from its top, and leaves what was said and drawn last', () => {
    const written: string[] = [];
    const terminal = Object.assign(new EventEmitter(), {
      columns: 80,
      rows: 24,
      write: (text: string) => written.push(text) > 0,
    });
    const shown = screen(terminal as unknown as NodeJS.WriteStream, plain);

    shown.draw(['one', 'two']);
    shown.say('note');
    terminal.emit('resize');
    shown.draw(['three']);
    shown.close();

    expect(written[0]).toBe('\x1b[?1049h\x1b[?25l');
    expect(written[1]).toContain('\x1b[Hone\x1b[K\r\ntwo\x1b[K\r\n\x1b[J');
    expect(written[3]).toBe('\x1b[2J');
    expect(written[4]).toContain('\x1b[Hnote\x1b[K\r\nthree\x1b[K\r\n\x1b[J');
    expect(written.slice(-2)).toEqual(['\x1b[?1049l\x1b[?25h', 'note\nthree\n']);
    expect(terminal.listenerCount('resize')).toBe(0);
  });
});

describe('the pace', () => {
  const quiet = (seconds: number, view: PipelineView): PipelineView => ({
    ...view,
    at: new Date(NOW + seconds * 1000).toISOString(),
    ledger: [entry({ at: at(0) })],
  });
  /** Real seconds until so many virtual ones have passed since the last entry. */
  function realSeconds(virtualSeconds: number, view: PipelineView): number {
    let [virtual, real] = [0, 0];
    for (; virtual < virtualSeconds; real += 0.01) virtual += 0.01 * speedOf(quiet(virtual, view));
    return real;
  }
  const idle: PipelineView = pipelineView(items(), NOW);

  test.each([
    ['a bake of 30m', 1800, baking, 4.8],
    ['a bake of 12h', 43_200, baking, 11],
    ['47m into a bake', 2820, baking, 5.6],
    ['4h of nothing', 14_400, idle, 1.9],
  ] as const)('shows %s in its time', (_, seconds, view, expected) => {
    expect(realSeconds(seconds, view)).toBeCloseTo(expected, 0);
  });

  test('lets no more time pass than its speed allows, and never more than asked', async () => {
    let now = 0;
    let frames = 0;
    const clock: Clock = {
      now: () => new Date(now),
      sleep: async (seconds) => {
        now += seconds * 1000;
      },
      random: () => 0,
    };
    const frame = async () => {
      frames += 1;
      return 10;
    };
    const pace = pacer({ clock, framesPerSecond: 10, frame });

    let virtual = 0;
    while (virtual < 10_000) virtual = await pace(virtual, 10_000);

    expect(virtual).toBe(10_000);
    expect(now).toBeCloseTo(1000, 0);
    expect(frames).toBe(10);
  });
});
