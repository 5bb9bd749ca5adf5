// Who is let into a stage that keeps order, and what piles up in front of any.

import { gateAnswer } from '../../../core/gate/gate-answer.ts';
import { pileUpOf } from '../../../core/gate/pile-up.ts';
import { type Candidate, emptyStage, left, type Stage, waitingFor } from '../../../core/stage.ts';

const at = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000Z`;
const candidate = (number: number): Candidate => ({
  release: `r${number}`,
  execution: `arn:${number}`,
  order: { startedAt: '2026-11-20T09:00:00Z', number },
  digest: `sha256:${number}`,
});

const asks = (stage: Stage, number: number, mode: 'queue' | undefined, minute = number) =>
  gateAnswer(stage, candidate(number), { now: at(minute), mode });

/** The stage after these have come to it, in this order. */
function come(numbers: readonly number[], mode?: 'queue'): Stage {
  return numbers.reduce(
    (stage, number) => {
      const answer = asks(stage, number, mode);
      return 'stage' in answer ? answer.stage : stage;
    },
    emptyStage('shop', 'prod'),
  );
}

const numbers = (stage: Stage) => waitingFor(stage).map(({ release }) => release);

test('a queue keeps the order of revisions, whoever comes first', () => {
  const stage = come([1, 5, 2, 4, 3, 5], 'queue');

  expect(numbers(stage)).toEqual(['r2', 'r3', 'r4', 'r5']);
  expect(asks(left(stage, 'r1'), 3, 'queue')).toMatchObject({ answer: 'wait', because: 'queue' });
  expect(asks(left(stage, 'r1'), 2, 'queue')).toMatchObject({ answer: 'open' });
});

test('whoever is let in leaves its place to the next, and nobody else', () => {
  const answer = asks(left(come([1, 2, 3, 4], 'queue'), 'r1'), 2, 'queue');

  expect(answer).toMatchObject({ answer: 'open', superseded: [] });
  expect('stage' in answer && numbers(answer.stage)).toEqual(['r3', 'r4']);
});

test('what leaves a queue leaves the others in their order', () => {
  const stage = come([1, 2, 3, 4], 'queue');

  expect(numbers(left(stage, 'r2'))).toEqual(['r3', 'r4']);
  expect(numbers(left(stage, 'r3'))).toEqual(['r2', 'r4']);
});

test('of two that are equally new the same one gives way, whichever asks', () => {
  const { order } = candidate(7);
  const asked = (stage: Stage, release: string) =>
    gateAnswer(stage, { ...candidate(7), release, order }, { now: at(1), shut: 'by hours' });
  const stageWith = (release: string) => {
    const answer = asked(emptyStage('shop', 'prod'), release);
    return 'stage' in answer ? answer.stage : emptyStage('shop', 'prod');
  };

  expect(asked(stageWith('a'), 'b')).toMatchObject({ answer: 'wait', superseded: ['a'] });
  expect(asked(stageWith('b'), 'a')).toMatchObject({ answer: 'superseded' });
});

test('a stage that keeps no order any more lets the whole queue give way to the newest', () => {
  const answer = asks(come([1, 2, 3, 4], 'queue'), 5, undefined);

  expect(answer).toMatchObject({ answer: 'wait', superseded: ['r2', 'r3', 'r4'] });
  expect('stage' in answer && numbers(answer.stage)).toEqual(['r5']);
});

test('one that comes when the queue is full gets no place, and asks again', () => {
  const full = come(
    Array.from({ length: 501 }, (_, index) => index + 1),
    'queue',
  );
  const answer = asks(full, 900, 'queue', 50);

  expect(numbers(full)).toHaveLength(500);
  expect(answer).toMatchObject({ answer: 'wait', because: 'queue', stage: full });
  expect(numbers(come([900], 'queue'))).toEqual([]);
  expect(asks(left(full, 'r2'), 900, 'queue', 50)).not.toMatchObject({ stage: full });
});

test.each([
  ['nobody, where the stage is entered at once', come([1]), undefined],
  ['one that waits', come([1, 3]), { revisions: 1, since: at(3) }],
  ['those that gave way too', come([1, 2, 3, 7]), { revisions: 3, since: at(2) }],
  ['a queue', come([1, 4, 2, 9], 'queue'), { revisions: 3, since: at(2) }],
])('in front of a gate piles up %s', (_what, stage, expected) => {
  expect(pileUpOf(stage)).toEqual(expected);
});

test('whoever is let in ends the pile', () => {
  const answer = asks(left(come([1, 2, 3, 7]), 'r1'), 7, undefined);

  expect('stage' in answer && pileUpOf(answer.stage)).toBeUndefined();
  expect('stage' in answer && answer.stage.gaveWay).toBeUndefined();
});

test('what catches targets up comes in past what is newer, which it does not take the place of', () => {
  const left4 = left(come([4]), 'r4');
  const hold = { release: 'r4', since: at(4), reason: 'r4 burns', order: candidate(4).order };
  const stages = [left4, { ...left4, hold }];
  const asked = (stage: Stage, catchesUp: boolean) =>
    gateAnswer(stage, candidate(3), { now: at(9), catchesUp });

  for (const stage of stages) {
    expect(asked(stage, false)).toMatchObject({ answer: 'superseded' });
    const answer = asked(stage, true);
    expect(answer).toMatchObject({ answer: 'open', stage: { newest: candidate(4).order } });
    expect('stage' in answer && answer.stage.hold).toEqual(stage.hold);
  }
  expect(asks({ ...left4, hold }, 5, undefined)).not.toHaveProperty('stage.hold');
});
