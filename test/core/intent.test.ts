// What an intent says of itself: whether its time is over, whether it is tried again, and what was sent back.

import {
  deploymentMark,
  type Intent,
  isOver,
  isTriedAgain,
  LEFT_THERE,
  SENT_BACK,
  wasSentBack,
} from '../../core/intent.ts';

const AT = '2026-11-20T10:00:00.000Z';
const after = (seconds: number) => Date.parse(AT) + seconds * 1000;

const open: Intent = {
  release: 'r1',
  wave: 0,
  doing: 'deploy',
  revision: {
    digest: 'sha256:new',
    commit: 'c0ffee',
    artifact: {
      ...{ account: '111122223333', region: 'us-east-1', bucket: 'artifacts' },
      ...{ key: 'shop.zip', version: '1', eTag: 'e' },
    },
    build: { arn: 'arn:build', number: 1, startedAt: AT },
  },
  startedAt: AT,
  fence: 1,
  status: 'open',
  calls: { state: 'none' },
};

function ended(end: Extract<Intent, { status: 'ended' }>['end'], attempt?: number): Intent {
  return { ...open, status: 'ended', end, ...(attempt !== undefined && { attempt }) };
}

test('a time is over a tenth of it early, two minutes at most', () => {
  expect(isOver(AT, 600, after(539))).toBe(false);
  expect(isOver(AT, 600, after(540))).toBe(true);
  expect(isOver(AT, 86_400, after(86_279))).toBe(false);
  expect(isOver(AT, 86_400, after(86_280))).toBe(true);
});

test('what failed and may pass is tried again as often as is allowed, and nothing else is', () => {
  const may = { result: 'Failed', reason: 'a host was lost', mayPass: true } as const;

  expect(isTriedAgain(ended(may), 1)).toBe(true);
  expect(isTriedAgain(ended(may), 0)).toBe(false);
  expect(isTriedAgain(ended(may, 2), 1)).toBe(false);
  expect(isTriedAgain(ended(may, 2), 2)).toBe(true);
  expect(isTriedAgain(ended({ result: 'Failed', reason: 'its own doing' }), 1)).toBe(false);
  expect(isTriedAgain(ended({ result: 'Moved', reason: 'another hand' }), 1)).toBe(false);
  expect(isTriedAgain(open, 1)).toBe(false);
});

test('what was given up was sent back only where its traffic had begun to shift', () => {
  const givenUp = (reason: string) => ended({ result: 'GivenUp', reason });

  expect(wasSentBack(givenUp(`${SENT_BACK} 3`))).toBe(true);
  expect(wasSentBack(givenUp(LEFT_THERE))).toBe(true);
  expect(wasSentBack(givenUp('nothing was started'))).toBe(false);
  expect(wasSentBack(ended({ result: 'Failed', reason: `${SENT_BACK} 3` }))).toBe(false);
  expect(wasSentBack(open)).toBe(false);
  expect(wasSentBack(undefined)).toBe(false);
});

test('each try has a mark of its own, and the first one none of which try it is', () => {
  expect(deploymentMark(open, 'eu')).toBe('tidegate deploy r1 wave 0 target eu');
  expect(deploymentMark({ ...open, attempt: 1 }, 'eu')).toBe('tidegate deploy r1 wave 0 target eu');
  expect(deploymentMark({ ...open, attempt: 2 }, 'eu')).toBe(
    'tidegate deploy r1 wave 0 target eu attempt 2',
  );
});
