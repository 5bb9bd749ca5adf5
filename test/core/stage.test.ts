import fc from 'fast-check';
import { gateAnswer } from '../../core/gate/gate-answer.ts';
import { type Candidate, emptyStage, held, left, type Stage } from '../../core/stage.ts';

const NOW = '2026-11-20T10:00:00.000Z';

const candidate = (release: string, number: number): Candidate => ({
  release,
  execution: `arn:${release}`,
  order: { startedAt: '2026-11-20T09:00:00Z', number },
  digest: `sha256:${release}`,
});

const empty = emptyStage('shop', 'prod');

function entered(stage: Stage, who: Candidate): Stage {
  const answer = gateAnswer(stage, who, { now: NOW });
  if (answer.answer !== 'open') throw new Error(`Expected the gate to open, got ${answer.answer}.`);
  return answer.stage;
}

function waited(stage: Stage, who: Candidate): Stage {
  const answer = gateAnswer(stage, who, { now: NOW });
  if (answer.answer !== 'wait') throw new Error(`Expected to wait, got ${answer.answer}.`);
  return answer.stage;
}

const one = candidate('one', 1);
const two = candidate('two', 2);
const three = candidate('three', 3);
const hold = { release: 'two', order: two.order, since: NOW, reason: 'alarm' };
const frozen = { ...empty, frozen: { release: 'one', since: NOW, reason: 'dirty' } };

test.each([
  ['an empty stage', empty, one, { answer: 'open' }],
  ['the holder itself', entered(empty, one), one, { answer: 'open' }],
  [
    'an older revision than one that was let in',
    left(entered(empty, two), 'two'),
    one,
    { answer: 'superseded', reason: expect.stringContaining('tidegate start shop 1 --step-back') },
  ],
  ['the revision that was held', held(empty, hold), two, { answer: 'superseded' }],
  ['one newer than the revision that was held', held(empty, hold), three, { answer: 'open' }],
  [
    'an older one than the one that waits',
    waited(entered(empty, one), three),
    two,
    { answer: 'superseded', reason: 'a newer revision waits in front of it (three)' },
  ],
  ['a candidate while another holds the lease', entered(empty, one), two, { answer: 'wait' }],
  [
    'a newer candidate than the one that waits',
    waited(entered(empty, one), two),
    three,
    { answer: 'wait', superseded: ['two'] },
  ],
  ['any candidate while the stage is frozen', frozen, three, { answer: 'wait' }],
])('the gate answers %s', (_who, stage, who, expected) => {
  expect(gateAnswer(stage, who, { now: NOW })).toMatchObject(expected);
});

test('a new holder has a higher fence than any before it, and lifts the hold', () => {
  const first = entered(empty, one);
  const second = entered(held(left(first, 'one'), { ...hold, order: one.order }), two);

  expect([first.lease?.fence, second.lease?.fence]).toEqual([1, 2]);
  expect(second.hold).toBeUndefined();
  expect(second.newest).toEqual(two.order);
});

test('leaving gives up the lease and the place in front of the gate, and nobody else’s', () => {
  const stage = waited(entered(empty, one), two);

  expect(left(stage, 'one').lease).toBeUndefined();
  expect(left(stage, 'one').waiting?.release).toBe('two');
  expect(left(stage, 'two').waiting).toBeUndefined();
  expect(left(stage, 'two').lease?.release).toBe('one');
  expect(left(stage, 'three')).toEqual(stage);
});

test('a hold for an older revision does not replace one for a newer', () => {
  const stage = held(empty, hold);

  expect(held(stage, { ...hold, release: 'one', order: one.order }).hold).toEqual(hold);
  expect(held(stage, { ...hold, release: 'three', order: three.order }).hold?.release).toBe(
    'three',
  );
});

type Step = readonly ['come' | 'leave' | 'hold', number];

const steps = fc.array(
  fc.tuple(fc.constantFrom('come', 'come', 'leave', 'hold') as fc.Arbitrary<Step[0]>, fc.nat(5)),
  { maxLength: 30 },
) as fc.Arbitrary<Step[]>;

function walk(all: readonly Step[], each: (before: Stage, after: Stage, step: Step) => void): void {
  let stage: Stage = empty;
  for (const step of all) {
    const [what, number] = step;
    const who = candidate(`r${number}`, number);
    const before = stage;
    if (what === 'leave') stage = left(stage, who.release);
    if (what === 'hold') stage = held(stage, { ...hold, release: who.release, order: who.order });
    if (what === 'come') {
      const answer = gateAnswer(stage, who, { now: NOW });
      if ('stage' in answer) stage = answer.stage;
    }
    each(before, stage, step);
  }
}

test('asking twice changes nothing', () => {
  fc.assert(
    fc.property(steps, fc.nat(5), (all, number) => {
      let stage: Stage = empty;
      walk(all, (_before, after) => {
        stage = after;
      });
      const who = candidate(`r${number}`, number);
      const first = gateAnswer(stage, who, { now: NOW });
      if (!('stage' in first)) {
        expect(gateAnswer(stage, who, { now: NOW })).toEqual(first);
        return;
      }
      const second = gateAnswer(first.stage, who, { now: '2026-11-21T00:00:00.000Z' });
      expect(second).toMatchObject({ answer: first.answer, stage: first.stage });
    }),
  );
});

test('two candidates never both hold, the fence never falls, and no older one follows a newer', () => {
  fc.assert(
    fc.property(steps, (all) => {
      walk(all, (before, after, [what, number]) => {
        expect(after.fence).toBeGreaterThanOrEqual(before.fence);
        if (before.lease && what === 'come') expect(after.lease).toEqual(before.lease);
        const isNew = after.lease !== undefined && after.lease.release !== before.lease?.release;
        if (!isNew) return;
        expect(after.lease?.release).toBe(`r${number}`);
        expect(after.fence).toBe(before.fence + 1);
        expect(number).toBeGreaterThanOrEqual(before.newest?.number ?? 0);
      });
    }),
  );
});
