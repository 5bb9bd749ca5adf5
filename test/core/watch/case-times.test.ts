import type { Target } from '../../../core/target.ts';
import { bakeTimes, shiftTimes, stepSecondsOf } from '../../../core/watch/case-times.ts';
import { earlier, indexIn, pointsIn, wholePoints } from '../../../core/watch/span.ts';

const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const iso = (time: string) => at(time).toISOString();
const plan = { bake: { seconds: 3600, extensionSeconds: 3600 } };
const wave = {
  release: 'r',
  plan,
  openedAt: iso('09:59:00'),
  bake: { startedAt: iso('10:10:00') },
} as Parameters<typeof bakeTimes>[0];
const calls = { state: 'announced', at: iso('10:00:20') };
const intent = { release: 'r', doing: 'deploy', startedAt: iso('10:00:10'), calls };
const target = {
  intent,
  running: { release: 'r', at: iso('10:06:30') },
} as unknown as Target;

test('what is not whole is left out', () => {
  const span = wholePoints(at('10:00:01'), at('10:03:59'), 60);

  expect(span).toEqual({ from: at('10:01:00'), to: at('10:03:00'), periodSeconds: 60 });
  expect(pointsIn(span)).toBe(2);
  expect(indexIn(span, at('10:02:00'))).toBe(1);
  expect(earlier(span, 3600).from).toEqual(at('09:01:00'));
  expect(pointsIn(wholePoints(at('10:00:01'), at('10:00:59'), 60))).toBe(0);
});

test('a bake is held against the two hours before the call, and begins when all of the target runs it', () => {
  const times = bakeTimes(wave, target, at('10:20:30'));

  expect(times.whole.from).toEqual(at('08:00:00'));
  expect(times.whole.to).toEqual(at('10:19:00'));
  expect(times.before).toBe(120);
  // 10:07 is the first minute that is the new revision's alone.
  expect(times.after).toBe(127);
});

test('a shift is the time from the call to the deployment’s end', () => {
  const times = shiftTimes(wave, target, at('10:20:30'));

  expect(times.whole.to).toEqual(at('10:06:00'));
  expect(times.after).toBe(120);
});

test('a target of which nothing is known is judged by the wave’s own times', () => {
  const times = bakeTimes(wave, undefined, at('10:20:30'));

  expect(times.whole.from).toEqual(at('07:59:00'));
  expect(times.after).toBe(131);
});

test.each([
  [3600, 60],
  [43_200, 60],
  [43_201, 300],
])('points of a bake of %d seconds, and as long extended, are of %d', (seconds, step) => {
  expect(stepSecondsOf({ plan: { bake: { seconds, extensionSeconds: seconds } } } as never)).toBe(
    step,
  );
});
