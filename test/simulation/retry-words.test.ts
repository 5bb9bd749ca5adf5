// What a scenario says of builds that are retried, and of words that others of a list have.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { oneTarget } from '../paths/pipelines.ts';

const pipelines = [parsePipeline(oneTarget(), 'shop.yml')] as const;
const parsed = (text: string) => parseScenario(text, 's.yml', pipelines);
const builds = (retry: string) => `builds: [{ at: 10m, revision: a }, { at: 20m, ${retry} }]\n`;

test('a retry makes what it retries, unless it says another revision', () => {
  const made = ['retryOf: a', 'retryOf: a, revision: b'].map(
    (retry) => parsed(builds(retry)).builds[1]?.revision,
  );

  expect(made).toEqual(['a', 'b']);
});

test.each([
  ['of what was never built', 'retryOf: z', /whose build has ended as its retry begins/],
  ['of what has not ended', 'retryOf: a, takes: 11m', /11m before 20m, got a/],
  ['of another branch', 'retryOf: a, branch: x', /expected a retry without commit, branch/],
  ['and nothing else', 'takes: 3m', /expected a revision, an event or a retryOf/],
])('a retry %s is refused', (_what, retry, why) => {
  expect(() => parsed(builds(retry))).toThrow(why);
});

test('a key that others of a list have is not said to be meant by itself', () => {
  const misplaced = 'misbehaviours: [{ how: test, revision: a, test: t, pace: 3 }]\n';

  expect(() => parsed(misplaced)).toThrow(/unknown key pace here: others of this list have it/);
});
