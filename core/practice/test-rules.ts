// Rules on tests: each can say what it is asked, and says it for itself.

import { secondsIn } from '../duration.ts';
import type { StageDefinition } from '../pipeline/stage-schema.ts';
import {
  elsewhereText,
  kindOfTest,
  type TestDefinition,
  textOfTest,
} from '../pipeline/test-schema.ts';
import { type Breach, rule } from './rule.ts';

type Path = readonly PropertyKey[];

export const testsInReach = rule({
  id: 'tests-in-reach',
  title: 'No test that cannot do what it says',
  why: 'What is written of a test and can never happen hides what does: a retry that nothing leads to, a time that nobody lives for, a second test that is the first one again, a secret by which one third party may speak for another.',
  fix: 'leave out what is named, or give each test what is its own',
  level: 'warn',
  sees: 'file',
  parameters: {},
  check({ pipeline }) {
    const own = pipeline.stages.flatMap((stage, index) => {
      const at = (place: number): Path => ['stages', index, 'tests', place];
      return [
        ...stage.tests.flatMap((test, place) => outOfReach(test, at(place))),
        ...sameTwice(stage, at),
      ];
    });
    return [...own, ...sharedSecrets(pipeline.stages)];
  },
});

/** Lambda lets no function live longer; of one elsewhere, the one that calls it lives so long. */
const LIFE_MINUTES = 15;
const ELSEWHERE_MINUTES = 14;

function outOfReach(test: TestDefinition, path: Path) {
  const { name, lambda, experiment, timeout, retries } = test;
  const breaches: Breach[] = [];
  const isElsewhere = elsewhereText(test) !== '';
  const longest = isElsewhere ? ELSEWHERE_MINUTES : LIFE_MINUTES;
  if (lambda !== undefined && timeout !== undefined && secondsIn(timeout) > longest * 60) {
    const why = isElsewhere
      ? 'for which one elsewhere is waited for'
      : 'for which a function lives';
    const text = `expected a timeout of function test ${name} of at most ${longest}m, ${why}, got ${timeout}`;
    breaches.push({ path: [...path, 'timeout'], text });
  }
  if (experiment !== undefined && (retries?.assertions ?? 0) > 0) {
    const text = `expected no retries of assertions of experiment ${name}, got ${retries?.assertions}: an experiment never fails by itself, an alarm takes its wave back`;
    breaches.push({ path: [...path, 'retries', 'assertions'], text });
  }
  return breaches;
}

/** What runs twice at once in one stage says the same twice; of a canary nobody can tell whose run it was. */
function sameTwice({ name: stage, tests }: StageDefinition, at: (place: number) => Path): Breach[] {
  const seen = new Map<string, string>();
  return tests.flatMap((test, place) => {
    const kind = kindOfTest(test);
    const where = elsewhereText(test);
    const canaries = test.synthetics?.map((canary) => `${canary}${where}`);
    const runners = canaries ?? [textOfTest(test)];
    return runners.flatMap((runner) => {
      const before = seen.get(`${kind} ${runner}`);
      seen.set(`${kind} ${runner}`, test.name);
      if (before === undefined) return [];
      const text = `expected each test of stage ${stage} to run something of its own, got ${runner} of ${test.name}, which ${before} runs too`;
      return [{ path: [...at(place), kind], text }];
    });
  });
}

/** Whoever has a secret can sign what another one would answer. */
function sharedSecrets(stages: readonly StageDefinition[]): Breach[] {
  const hosts = new Map<string, string>();
  return stages.flatMap(({ tests }, index) =>
    tests.flatMap(({ name, https }, place) => {
      if (https === undefined) return [];
      const { host } = new URL(https.url);
      const before = hosts.get(https.secret) ?? host;
      hosts.set(https.secret, before);
      if (before === host) return [];
      const text = `expected a secret of test ${name} that ${host} alone has, got ${https.secret}, which ${before} has too`;
      return [{ path: ['stages', index, 'tests', place, 'https', 'secret'], text }];
    }),
  );
}
