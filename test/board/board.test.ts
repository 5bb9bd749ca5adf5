import { renderBoard } from '../../board/board.ts';
import { html } from '../../board/html.ts';
import { renderPage } from '../../board/page.ts';
import { anyReader, shortTime, toldText } from '../../board/reader.ts';
import type { TargetView } from '../../core/board/target-view.ts';
import { type PipelineView, pipelineView } from '../../core/board/view.ts';
import type { WaveView } from '../../core/board/wave-view.ts';
import { testThat } from '../core/waves.ts';
import { items, NOW, release, wave } from './items.ts';

const empty = pipelineView(items(), NOW);

/** The view with its first wave changed. */
function withWave(more: Partial<WaveView>): PipelineView {
  const [first, ...rest] = empty.stages;
  return { ...empty, stages: [{ ...first!, waves: [{ ...first!.waves[0]!, ...more }] }, ...rest] };
}

function targets(count: number, more: Partial<TargetView> = {}): TargetView[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `target-${index}`,
    account: '111122223333',
    region: 'eu-west-1',
    kind: 'Lambda',
    status: 'baked',
    running: '#1 abc',
    quarantined: false,
    ...more,
  }));
}

describe('the template', () => {
  test.each([
    ['text', html`<b>${'<i>&'}</b>`, '<b>&lt;i&gt;&amp;</b>'],
    [
      'quotes that would end an attribute',
      html`<b title="${'" onload="x'}">`,
      '<b title="&quot; onload=&quot;x">',
    ],
    ['single and back quotes', html`${"'`"}`, '&#39;&#96;'],
    ['each of a list', html`${['<', html`<br>`]}`, '&lt;<br>'],
    ['nothing', html`[${undefined}${false}${''}]`, '[]'],
    ['a number', html`${0}`, '0'],
  ])('escapes %s', (_, made, expected) => {
    expect(made.markup).toBe(expected);
  });
});

describe('times', () => {
  test.each([
    ['2026-11-24T12:55:03.000Z', '24 Nov 12:55:03'],
    ['2026-13-24T12:55:03Z', '2026-13-24T12:55:03Z'],
    ['soon', 'soon'],
  ])('%s is read as %s', (at, expected) => {
    expect(shortTime(anyReader, at)).toBe(expected);
  });

  test('those within a text are read in the same way', () => {
    expect(toldText(anyReader, 'in ALARM at 2026-11-24T12:55:03.000Z, twice')).toBe(
      'in ALARM at 24 Nov 12:55:03, twice',
    );
  });
});

const evil = `"><script>alert(1)</script><img src=x onerror='x'>`;

/** The same with evil in every text that is not one of a closed list of words. */
function spoil(value: unknown): unknown {
  if (typeof value === 'string') return `${value}${evil}`;
  if (Array.isArray(value)) return value.map(spoil);
  if (typeof value !== 'object' || value === null) return value;
  const closed = ['status', 'tone', 'outcome', 'intent', 'verdict', 'event'];
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, closed.includes(key) ? each : spoil(each)]),
  );
}

describe('the board', () => {
  test('lets no name or text become markup, wherever it stands', () => {
    const ledger = [
      {
        at: '2026-11-23T12:00:00Z',
        pipeline: 'shop',
        release: 'r',
        event: 'WaveStarted',
        subject: 's',
        text: 't',
      },
    ] as const;
    const running = pipelineView(
      items({
        releases: [
          release(1),
          release(2, { end: { at: '2026-11-23T12:00:00Z', outcome: 'Stopped', reason: 'why' } }),
        ],
        waves: [
          wave(1, 0, {
            tests: { smoke: testThat('fail') },
          }),
        ],
        stages: [
          {
            kind: 'stage',
            pipeline: 'shop',
            name: 'beta',
            fence: 1,
            lease: { release: 'shop-1', execution: '', fence: 1, since: 'now', intent: 'deploy' },
            waiting: {
              release: 'w',
              execution: '',
              order: { startedAt: '', number: 1 },
              digest: '',
              since: 'now',
            },
            hold: {
              release: 'h',
              order: { startedAt: '', number: 1 },
              since: 'now',
              reason: 'held',
            },
            frozen: { release: 'f', since: 'now', reason: 'cold' },
          },
        ],
        holds: { beta: [{ kind: 'hold', subject: 's', what: 'stopped', clears: 'c' }] },
        ledger,
      }),
      NOW,
    );

    const page = renderPage(spoil(running) as PipelineView, { follow: false });

    expect(page).not.toMatch(/<script|<img/i);
    expect(page.match(/&lt;script&gt;/g)!.length).toBeGreaterThan(20);
    // Without what stands in quotes, no tag has an attribute that a name has brought.
    expect(page.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*onerror/i);
  });

  test('says of a stage that a person has stopped that it is, and not that it is free', () => {
    const what = 'stage:shop/beta is held since 09:00 by ada: the till is on fire';
    const holds = {
      beta: [{ kind: 'hold' as const, subject: 'stage:shop/beta', what, clears: 'ada' }],
    };
    const [beta] = pipelineView(items({ holds }), NOW).stages;

    const board = renderBoard({ ...empty, stages: [{ ...beta!, name: 'beta' }] });

    expect(beta?.name).toBe('beta');
    expect(board).toContain(`<strong>Stopped</strong>: <bdi>${what}</bdi>`);
    expect(board).not.toContain('>free<');
  });

  test('holds nothing that a CloudWatch widget would take away', () => {
    expect(renderBoard(empty)).not.toMatch(
      /<script|<iframe|<use|<link|javascript:| on[a-z]+=| style=/i,
    );
  });

  test('says before the first release that there is none', () => {
    const board = renderBoard(empty);

    expect(board).toContain('No release yet');
    expect(board).toContain('nothing deployed yet');
    expect(board).toContain('Nothing has happened yet.');
  });

  test('says how far a bake is in words and as a drawing with a label', () => {
    const board = renderBoard(
      withWave({
        status: 'baking',
        bake: { progress: 0.426, secondsLeft: 3900, extended: false },
        bakeSeconds: 7200,
      }),
    );

    expect(board).toContain('42 %');
    expect(board).toContain('aria-label="Bake: 42 %, 1h5m left"');
  });

  test('folds many targets away, counted', () => {
    const many = [...targets(180), ...targets(20, { status: 'deploying', coming: '#2 def' })];

    const board = renderBoard(withWave({ targets: many }));

    expect(board).toContain('<summary>200 targets: 180 baked, 20 deploying</summary>');
  });

  test('shows a wave of no targets without an empty list', () => {
    expect(renderBoard(withWave({ targets: [], tests: [] }))).not.toContain(
      '<ul class="tg-targets"></ul>',
    );
  });

  test('says each status in words, not in colour alone', () => {
    const words = (
      ['passed', 'rolledBack', 'stopped', 'leftDirty', 'waiting', 'testing'] as const
    ).map(
      (status) =>
        renderBoard(withWave({ status })).match(
          /<p class="tg-status [^>]*>.*?<span>(.*?)<\/span>/,
        )?.[1],
    );

    expect(words).toEqual([
      'passed',
      'rolled back',
      'stopped',
      'left dirty',
      'waits at the gate',
      'testing',
    ]);
  });
});

describe('the page', () => {
  test('loads itself again until its reader asks it not to', () => {
    expect(renderPage(empty, { follow: false })).not.toContain('http-equiv="refresh"');
    expect(renderPage(empty, { follow: true })).toContain('href="?still"');
    expect(renderPage(empty, { follow: true })).toContain(
      '<meta http-equiv="refresh" content="2">',
    );
  });
});
