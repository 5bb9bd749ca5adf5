import { gateAnswer } from '../../core/gate/gate-answer.ts';
import { handsOf } from '../../core/hands.ts';
import {
  type Candidate,
  emptyStage,
  isSealed,
  left,
  reentered,
  type Stage,
  sealed,
} from '../../core/stage.ts';
import type { Wave } from '../../core/wave.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const after = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

const candidate = (release: string, number: number): Candidate => ({
  release,
  execution: `arn:${release}`,
  order: { startedAt: '2026-11-20T09:00:00Z', number },
  digest: `sha256:${release}`,
});

const one = candidate('one', 1);
const two = candidate('two', 2);
const empty = emptyStage('shop', 'prod');

function entered(stage: Stage, who: Candidate): Stage {
  const answer = gateAnswer(stage, who, { now: NOW });
  if (answer.answer !== 'open') throw new Error(`Expected the gate to open, got ${answer.answer}.`);
  return answer.stage;
}

const fenceOf = (stage: Stage, release: string) => stage.sealed![release]!.fence;

test('a release that a stage is sealed against enters it neither first nor again', () => {
  const stage = sealed(empty, 'one', NOW);

  expect(gateAnswer(stage, one, { now: NOW })).toEqual({ answer: 'ended' });
  expect(reentered(stage, one, NOW)).toBeUndefined();
  expect(gateAnswer(stage, two, { now: NOW })).toMatchObject({ answer: 'open' });
});

test('the holder keeps its lease until it leaves, and is let in no more', () => {
  const stage = sealed(entered(empty, one), 'one', NOW);

  expect(stage.lease?.release).toBe('one');
  expect(gateAnswer(stage, two, { now: NOW })).toMatchObject({ answer: 'wait' });
  expect(gateAnswer(stage, one, { now: NOW })).toEqual({ answer: 'ended' });
  expect(reentered(left(stage, 'one'), one, NOW)).toBeUndefined();
});

test('the fence of a seal is above all that the release has had, and below what comes after', () => {
  const held = entered(empty, one);
  const again = reentered(left(held, 'one'), one, NOW)!;
  const stage = sealed(again, 'one', NOW);

  const next = entered(left(stage, 'one'), two);

  expect(fenceOf(stage, 'one')).toBeGreaterThan(again.lease!.fence);
  expect(next.lease!.fence).toBeGreaterThan(fenceOf(stage, 'one'));
});

test('a seal while another is in the stage is above the fences of the one, and not above the other’s', () => {
  const first = entered(empty, one);
  const other = entered(left(first, 'one'), two);

  const stage = sealed(other, 'one', NOW);

  expect(fenceOf(stage, 'one')).toBeGreaterThan(first.lease!.fence);
  expect(fenceOf(stage, 'one')).toBeLessThanOrEqual(other.lease!.fence);
  expect(stage.lease).toEqual(other.lease);
});

test('sealing twice changes nothing, and seals older than any hand are forgotten', () => {
  const stage = sealed(empty, 'one', NOW);

  expect(sealed(stage, 'one', after(5))).toBe(stage);
  expect(isSealed(sealed(stage, 'two', after(59)), 'one')).toBe(true);
  expect(isSealed(sealed(stage, 'two', after(61)), 'one')).toBe(false);
});

test('a call that was announced may take effect for as long as functions live', () => {
  const wave = { hands: { 'test x': NOW } } as unknown as Wave;
  const at = (seconds: number) => Date.parse(NOW) + seconds * 1000;

  expect(handsOf(wave, at(299))).toEqual(['test x']);
  expect(handsOf(wave, at(300))).toEqual([]);
  expect(handsOf({} as Wave, at(0))).toEqual([]);
});
