import {
  calledAt,
  deploymentMark,
  deploymentOf,
  type Intent,
  isCalling,
  mayStillStart,
  resultOf,
  withDeployment,
} from '../../core/intent.ts';
import type { Revision } from '../../core/revision.ts';
import {
  baked,
  bakedOn,
  emptyTarget,
  givenUp,
  type Installed,
  isSealed,
  returnPoint,
  servedFrom,
  settled,
  type Target,
  unbaked,
} from '../../core/target.ts';

const AT = '2026-11-20T10:00:00.000Z';
const revision = (digest: string) => ({ digest }) as Revision;
const installed = (release: string): Installed => ({
  release,
  revision: revision(release),
  at: AT,
});

const intent = (release: string, doing: Intent['doing'] = 'deploy'): Intent => ({
  release,
  wave: 1,
  doing,
  revision: revision(doing === 'deploy' ? release : 'r1'),
  startedAt: AT,
  fence: 3,
  status: 'open',
  calls: { state: 'none' },
});

const OK = { result: 'Succeeded', reason: 'ok' } as const;

const ran: Target = {
  ...emptyTarget('shop', 'live'),
  running: installed('r1'),
  baked: installed('r1'),
};

test('a deployment that succeeded runs, and has not baked', () => {
  const target = settled(
    { ...ran, intent: intent('r2') },
    { result: 'Succeeded', reason: 'ok' },
    AT,
  );

  expect(target.running?.release).toBe('r2');
  expect(target.baked?.release).toBe('r1');
  expect(target.intent).toMatchObject({ status: 'ended', end: OK });
});

test('after a deployment that failed nobody knows what runs', () => {
  const target = settled(
    { ...ran, intent: intent('r2') },
    { result: 'Failed', reason: 'broke' },
    AT,
  );

  expect(target.running).toBeUndefined();
  expect(target.baked?.release).toBe('r1');
});

test('an intent is settled once', () => {
  const target = settled(
    { ...ran, intent: intent('r2') },
    { result: 'Failed', reason: 'broke' },
    AT,
  );

  expect(settled(target, { result: 'Succeeded', reason: 'late' }, AT)).toBe(target);
  expect(settled(ran, { result: 'Succeeded', reason: 'of nothing' }, AT)).toBe(ran);
});

test('what was given up before it started changes nothing of what runs', () => {
  const target = givenUp({ ...ran, intent: intent('r2') }, 'nothing was started');

  expect(target.running).toEqual(ran.running);
  expect(resultOf(target.intent)).toBe('GivenUp');
  expect(givenUp(target, 'again')).toBe(target);
});

test('a revision that baked is what a rollback returns to, and remembers those before', () => {
  const second = baked({ ...ran, running: installed('r2') }, 'r2');
  const third = baked({ ...second, running: installed('r3') }, 'r3');

  expect(bakedOn(third).map(({ release }) => release)).toEqual(['r3', 'r2', 'r1']);
  expect(baked(third, 'r3')).toBe(third);
});

test('the same bytes that bake again count once, as the later release', () => {
  const again = { ...installed('r2-again'), revision: revision('r2') };
  const second = baked({ ...ran, running: installed('r2') }, 'r2');

  const target = baked({ ...second, running: again }, 'r2-again');

  expect(bakedOn(target).map(({ release }) => release)).toEqual(['r2-again', 'r1']);
});

test('only so many are remembered as an item can bear', () => {
  const all = Array.from({ length: 20 }, (_, index) => `r${index + 2}`);

  let target = ran;
  for (const release of all) target = baked({ ...target, running: installed(release) }, release);

  expect(bakedOn(target).map(({ release }) => release)).toEqual(all.slice(-8).toReversed());
});

test('only what runs can have baked', () => {
  expect(baked(ran, 'r2')).toBe(ran);
});

const both = { ...ran, baked: installed('r2'), bakedEarlier: [installed('r1')] };
const three = { ...ran, baked: installed('r3'), bakedEarlier: [installed('r2'), installed('r1')] };

test.each([
  ['another revision baked last', ran, 'r2', [], 'r1'],
  ['its own baked last', both, 'r2', [], 'r1'],
  ['the one before is quarantined', three, 'r3', ['r2'], 'r1'],
  ['only its own ever baked', { ...ran, baked: installed('r2') }, 'r2', [], undefined],
  ['all that baked is quarantined', both, 'r2', ['r1'], undefined],
  ['nothing ever baked', emptyTarget('shop', 'live'), 'r2', [], undefined],
] as const)(
  'where %s, a rollback returns to what baked before',
  (_what, target, taken, barred, to) => {
    expect(returnPoint(target, taken, barred)?.release).toBe(to);
  },
);

test('a rollback that succeeded runs its return point, and nothing that baked after it counts any more', () => {
  const back = { ...intent('r3', 'rollBack'), takesBack: 'r3' };

  const target = settled({ ...three, running: installed('r3'), intent: back }, OK, AT);

  expect(target.running?.release).toBe('r1');
  expect(bakedOn(target).map(({ release }) => release)).toEqual(['r1']);
});

test('what was taken back elsewhere is returned to nowhere, wherever in the order it baked', () => {
  expect(bakedOn(unbaked(three, 'r2')).map(({ release }) => release)).toEqual(['r3', 'r1']);
  expect(bakedOn(unbaked(three, 'r3')).map(({ release }) => release)).toEqual(['r2', 'r1']);
  expect(unbaked(three, 'r9')).toBe(three);
});

const announced = { state: 'announced', at: AT } as const;
const failed = { state: 'failed', at: AT, failedAt: AT } as const;
const started = { state: 'started', at: AT, deployment: 'd-1' } as const;

test.each([
  ['it has just been announced', announced, 10, true, true],
  ['the function may still live', announced, 74, true, true],
  ['the function is dead, and the lists may lag', announced, 119, true, false],
  ['neither', announced, 120, false, false],
  ['it failed a moment ago', failed, 44, true, false],
  ['it failed a while ago', failed, 45, false, false],
  ['it has started a deployment', started, 1e6, true, false],
  ['nothing was announced', { state: 'none' }, 0, false, false],
] as const)(
  'of a call, where %s, it may still take effect, or be made, or not',
  (_what, calls, seconds, effect, made) => {
    const called = { ...intent('r2'), calls };
    const now = Date.parse(AT) + seconds * 1000;

    expect([mayStillStart(called, now), isCalling(called, now)]).toEqual([effect, made]);
  },
);

test('an intent was called for when it was announced, however its call went; before that, when it was written', () => {
  const later = '2026-11-20T10:00:01.000Z';
  const called = [announced, failed, started].map((calls) => ({ ...calls, at: later }));

  expect(calledAt(intent('r2'))).toBe(AT);
  for (const calls of called) expect(calledAt({ ...intent('r2'), calls })).toBe(later);
});

test('a deployment that is learnt of keeps the time of its call, and the end of its intent', () => {
  const ended = settled({ ...ran, intent: { ...intent('r2'), calls: announced } }, OK, AT).intent;

  const known = ended && withDeployment(ended, 'd-1');

  expect(known).toMatchObject({ status: 'ended', end: OK, calls: started });
  expect(known && deploymentOf(known)).toBe('d-1');
});

test('a target is sealed against an intent of a lower fence, and not against one of its own', () => {
  const fenced = (fence: number) => ({ ...ran, fence, intent: intent('r2') });

  expect([fenced(3), fenced(4), ran].map(isSealed)).toEqual([false, true, false]);
});

test('the mark of a deployment tells apart what is done, by whom, in which wave and where', () => {
  const marks = [
    deploymentMark(intent('r1'), 'live'),
    deploymentMark(intent('r2'), 'live'),
    deploymentMark(intent('r1', 'rollBack'), 'live'),
    deploymentMark({ ...intent('r1'), wave: 2 }, 'live'),
    deploymentMark(intent('r1'), 'other'),
  ];

  expect(new Set(marks).size).toBe(marks.length);
});

const deploying = (more: object = {}): Target => ({
  ...ran,
  intent: { ...intent('r2'), calls: { state: 'started', at: '10:05', deployment: 'd' }, ...more },
});

test.each([
  ['as it was begun', deploying(), '10:05'],
  [
    'not while it is only called for',
    deploying({ calls: { state: 'announced', at: '10:05' } }),
    undefined,
  ],
  ['not while its changes are only prepared', deploying({ prepared: {} }), undefined],
  ['as these were carried out', deploying({ prepared: {}, carriedOutAt: '10:30' }), '10:30'],
  ['with its wave, where it is tried again', deploying({ attempt: 2 }), '10:00'],
  [
    'with its wave, where it is taken back',
    { ...deploying(), running: installed('r2'), intent: intent('r2', 'rollBack') },
    '10:00',
  ],
  ['not where another release was begun', ran, undefined],
])('a release serves on a target %s', (_, target, since) => {
  expect(servedFrom(target, { release: 'r2', openedAt: '10:00' })).toBe(since);
});
