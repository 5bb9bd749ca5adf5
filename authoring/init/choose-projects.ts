// Which of the CodeBuild projects that were found builds, and which test.

import type { Discovery } from './discovery.ts';
import { type StageName, stageNamed, wordsOf } from './stage-names.ts';

import type { Unknowns } from './unknowns.ts';

export interface Projects {
  readonly build: string;
  readonly verify: string;
  readonly beta: string;
  readonly gamma: string;
}

const TESTS = ['test', 'tests', 'check', 'checks', 'verify', 'lint', 'e2e', 'smoke'];

export function chooseProjects(pipeline: string, staged: Staged, unknowns: Unknowns): Projects {
  const found = [
    ...new Set(Object.values(staged).flatMap((all) => all.flatMap((it) => it.projects))),
  ];
  const tests = found.filter(isTest);
  const testOf = (stage: 'beta' | 'gamma' | undefined, what: string) =>
    tests.find((name) => stageNamed(name) === stage) ??
    unknowns.named(`${stage ?? 'verify'}-tests`, `a CodeBuild project ${what}`);
  const builds = found.filter((name) => !isTest(name));
  const own = wordsOf(pipeline);
  const isOwn = (name: string) => wordsOf(name).some((word) => own.includes(word));
  return {
    build:
      builds.find(isOwn) ??
      builds[0] ??
      unknowns.named('build', 'the CodeBuild project whose builds are to be released'),
    verify: testOf(undefined, 'that checks the revision'),
    beta: testOf('beta', 'that tests beta'),
    gamma: testOf('gamma', 'that tests gamma'),
  };
}

function isTest(project: string): boolean {
  return wordsOf(project).some((word) => TESTS.includes(word));
}

/** What is deployable in each stage, each discovery in one place. */
export type Staged = Readonly<Record<StageName, readonly Discovery[]>>;
