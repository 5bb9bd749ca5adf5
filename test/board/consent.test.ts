// What waits for a person's consent is seen wherever one looks, with the command, and no longer than it waits.

import { renderBoard } from '../../board/board.ts';
import { plain } from '../../cli/terminal/paint.ts';
import { pictureOf } from '../../cli/terminal/picture.ts';
import { blockedView } from '../../core/board/blocked.ts';
import { changesViewOf } from '../../core/board/changes-view.ts';
import { needsOf } from '../../core/board/needs.ts';
import { pipelineView } from '../../core/board/view.ts';
import type { Intent } from '../../core/intent.ts';
import { items, NOW, release, revision, target, wave } from './items.ts';

const at = new Date(NOW).toISOString();
const prepared = {
  digest: 'd1',
  text: 'replaces Orders',
  destroys: ['replaces Orders'],
  askedAt: at,
};
const consent = { digest: 'd1', by: 'arn', name: 'anna', at };
const asking: Intent = {
  ...{
    release: 'shop-1',
    wave: 0,
    doing: 'deploy',
    revision: revision(1),
    startedAt: at,
    fence: 1,
  },
  ...{ calls: { state: 'started', at, deployment: 'set' }, status: 'open', prepared },
};

function seen(intent: Intent) {
  return items({
    releases: [release(1)],
    waves: [wave(1, 0, { openedAt: at })],
    targets: [target('beta', { intent })],
  });
}

test('a change set that waits for a person is told, with the command and until when', () => {
  const board = seen(asking);
  const view = pipelineView(board, NOW);

  expect(blockedView(board).blocked).toMatchObject([
    {
      ...{ release: 'shop-1', stage: 'beta' },
      reasons: [
        {
          what: 'the change set of beta replaces Orders; it is discarded at 2026-11-23T16:00:00.000Z unless a person consents',
          command: 'tidegate approve shop shop-1 --changes beta --reason "…"',
          until: '2026-11-23T16:00:00.000Z',
        },
      ],
    },
  ]);
  expect(view.stages[0]?.waves[0]?.status).toBe('asking');
  expect(needsOf(view).map(({ command }) => command)).toEqual([
    'tidegate approve shop shop-1 --changes beta --reason "…"',
  ]);
});

test.each<[string, Partial<Intent>]>([
  ['has a consent', { consent }],
  ['was never asked about', { prepared: { digest: 'd1', text: '', destroys: [] } }],
  ['is another release’s', { release: 'shop-2' }],
])('one that %s waits for nobody', (_, more) => {
  const board = seen({ ...asking, ...more } as Intent);

  expect(blockedView(board).blocked).toEqual([]);
  expect(pipelineView(board, NOW).stages[0]?.waves[0]?.status).toBe('deploying');
});

test('a consent to other changes is none to these', () => {
  const board = seen({ ...asking, consent: { ...consent, digest: 'd0' } });

  expect(blockedView(board).blocked).toHaveLength(1);
});

const ended = { status: 'ended', end: { result: 'Succeeded', reason: '' } } as const;
const running = { release: 'shop-1', revision: revision(1), at };

test.each<[string, Partial<Intent>, object, string | undefined]>([
  ['a person has not consented to', {}, {}, 'awaited'],
  ['a person has consented to', { consent }, {}, 'prepared'],
  ['were carried out', { consent, carriedOutAt: at }, {}, 'under way'],
  ['bake', ended, { running }, 'made'],
  ['have baked', ended, { running, baked: running }, undefined],
  ['were not made', { ...ended, end: { result: 'Failed', reason: '' } }, {}, undefined],
])('changes that %s are told as that', (_, more, of, is) => {
  const its = target('beta', { intent: { ...asking, ...more } as Intent, ...of });

  expect(changesViewOf(its)?.is).toBe(is);
});

test('changes of a stack are listed by status and the board, escaped, and no longer than anybody reads', () => {
  const text = `replaces <b>Orders</b>\u001b[31m; modifies ${'Handler, '.repeat(200)}`;
  const board = seen({ ...asking, prepared: { ...prepared, text } });
  const view = pipelineView(board, NOW);

  const lines = pictureOf(view, plain, { columns: 100, rows: 60, isUncut: true }).join('\n');
  const page = renderBoard(view);

  expect(lines).toMatch(
    /waits for a consent: replaces <b>Orders<\/b>\\u\{1b\}\[31m; modifies Handler/,
  );
  expect(page).toContain('waits for a consent: replaces &lt;b&gt;Orders&lt;/b&gt;\\u{1b}[31m');
  expect(view.stages[0]?.waves[0]?.targets[0]?.changes?.text).toHaveLength(240);
  expect(lines.match(/Handler/g)!.length).toBeLessThan(40);
});
