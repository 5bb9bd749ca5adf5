import type { Revision } from '../../core/revision.ts';
import {
  baked,
  deploymentMark,
  emptyTarget,
  givenUp,
  type Installed,
  type Intent,
  returnPoint,
  settled,
  type Target,
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
});

const ran: Target = {
  ...emptyTarget('shop', 'live'),
  running: installed('r1'),
  baked: installed('r1'),
};

test('a deployment that succeeded runs, and has not baked', () => {
  const target = settled({ ...ran, intent: intent('r2') }, 'Succeeded', 'ok', AT);

  expect(target.running?.release).toBe('r2');
  expect(target.baked?.release).toBe('r1');
  expect(target.intent).toMatchObject({ result: 'Succeeded', reason: 'ok' });
});

test('after a deployment that failed nobody knows what runs', () => {
  const target = settled({ ...ran, intent: intent('r2') }, 'Failed', 'broke', AT);

  expect(target.running).toBeUndefined();
  expect(target.baked?.release).toBe('r1');
});

test('an intent is settled once', () => {
  const target = settled({ ...ran, intent: intent('r2') }, 'Failed', 'broke', AT);

  expect(settled(target, 'Succeeded', 'late', AT)).toBe(target);
  expect(settled(ran, 'Succeeded', 'of nothing', AT)).toBe(ran);
});

test('what was given up before it started changes nothing of what runs', () => {
  const target = givenUp({ ...ran, intent: intent('r2') }, 'nothing was started');

  expect(target.running).toEqual(ran.running);
  expect(target.intent?.result).toBeDefined();
  expect(givenUp(target, 'again')).toBe(target);
});

test('a revision that baked is what a rollback returns to, and remembers the one before', () => {
  const target = baked({ ...ran, running: installed('r2') }, 'r2');

  expect(target.baked?.release).toBe('r2');
  expect(target.bakedBefore?.release).toBe('r1');
  expect(baked(target, 'r2')).toBe(target);
});

test('only what runs can have baked', () => {
  expect(baked(ran, 'r2')).toBe(ran);
});

test.each([
  ['another release baked last', ran, 'r2', 'r1'],
  [
    'its own baked last',
    { ...ran, baked: installed('r2'), bakedBefore: installed('r1') },
    'r2',
    'r1',
  ],
  ['only its own ever baked', { ...ran, baked: installed('r2') }, 'r2', undefined],
  ['nothing ever baked', emptyTarget('shop', 'live'), 'r2', undefined],
])('where %s, a rollback returns to what baked before', (_what, target, release, to) => {
  expect(returnPoint(target, release)?.release).toBe(to);
});

test('a rollback that succeeded runs its return point, and what it took back no longer counts as baked', () => {
  const whole = {
    ...ran,
    running: installed('r2'),
    baked: installed('r2'),
    bakedBefore: installed('r1'),
    intent: intent('r2', 'rollBack'),
  };

  const target = settled(whole, 'Succeeded', 'ok', AT);

  expect(target.running?.release).toBe('r1');
  expect(target.baked?.release).toBe('r1');
  expect(target.bakedBefore).toBeUndefined();
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
