// What waits for a person's consent is seen wherever one looks, with the command, and no longer than it waits.

import { blockedView } from '../../core/board/blocked.ts';
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
