import { isMadeByRevision, isProvenHarm } from '../../core/harm.ts';
import type { Target } from '../../core/target.ts';
import type { Wave } from '../../core/wave.ts';

const wave = (more: object = {}) =>
  ({ release: 'r1', openedAt: 'then', tests: {}, ...more }) as unknown as Wave;
const tested = (run: object) => wave({ tests: { x: { status: 'ended', ...run } } });
const target = (intent: object) => [{ intent: { release: 'r1', ...intent } } as unknown as Target];
const failed = (end: object = {}) => ({ status: 'ended', end: { result: 'Failed', ...end } });

test.each([
  ['its bake failed', wave({ bake: { lastLook: { verdict: 'fail' } } }), [], true],
  [
    'its bake was inconclusive',
    wave({ bake: { lastLook: { verdict: 'inconclusive' } } }),
    [],
    false,
  ],
  ['a test of it failed', tested({ verdict: 'fail' }), [], true],
  ['a test did not end in time', tested({ verdict: 'fail', timedOut: true }), [], false],
  ['a test has not ended', tested({ status: 'running' }), [], false],
  ['a deployment failed by its doing', wave(), target(failed({ blamesRevision: true })), true],
  [
    'another release’s did',
    wave(),
    target({ ...failed({ blamesRevision: true }), release: 'r0' }),
    false,
  ],
  ['a deployment failed otherwise', wave(), target(failed()), false],
  ['a deployment never ended', wave(), target({ status: 'open' }), false],
] as const)('where %s, harm is proven or not', (_what, of, targets, isProven) => {
  expect(isProvenHarm(of, targets)).toBe(isProven);
});

test.each([
  ['HEALTH_CONSTRAINTS', false],
  ['ALARM_ACTIVE', true],
  ['HOOK_EXECUTION_FAILURE', false],
  ['TIMEOUT', false],
  ['THROTTLED', false],
  ['IAM_ROLE_MISSING', false],
  [undefined, false],
])('of a deployment that failed with %s the revision is to blame, or not', (code, isToBlame) => {
  expect(isMadeByRevision({ ...(code && { errorCode: code }) })).toBe(isToBlame);
  expect(isMadeByRevision({ ...(code && { errorCode: code }), hasServedNothing: true })).toBe(
    false,
  );
});
