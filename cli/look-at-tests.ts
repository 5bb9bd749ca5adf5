// Looks at what runs a pipeline's tests and loads, where Tidegate is: whether it is there, and may be called.

import type { Place } from '../aws/clients.ts';
import { parameters } from '../aws/parameters.ts';
import type { MemberAccess } from '../aws/sts.ts';
import { synthetics } from '../aws/synthetics.ts';
import { hasExperiment, hasProject, tagsOfFunction, tidegatesIn } from '../aws/test-runners.ts';
import { isFailure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { kindOfTest, type TestDefinition } from '../core/pipeline/test-schema.ts';
import { sideBySide } from '../flows/side-by-side.ts';
import { isSecret } from '../flows/tests/signatures.ts';
import type { LookedAt } from './look-at-services.ts';

interface Asked {
  readonly path: readonly PropertyKey[];
  /** What is wrong with it; undefined where nothing is. */
  readonly look: (seen: Seen) => Promise<string | undefined>;
}

interface Seen {
  readonly access: MemberAccess;
  readonly home: Place;
  /** The stages of Tidegate there. */
  readonly stages: readonly string[];
}

/** Tests are run beside Tidegate: where these credentials are of another place, nothing is known of them. */
export async function lookAtTests(
  access: MemberAccess,
  home: Place,
  pipeline: PipelineDefinition,
): Promise<LookedAt> {
  const all = [...testsIn(pipeline), ...loadsIn(pipeline)];
  if (all.length === 0) return { findings: [], unread: [] };
  const where = `${home.account} ${home.region}`;
  try {
    const stages = await tidegatesIn(access, home);
    if (stages.length === 0) return { findings: [], remarks: [elsewhere(where)], unread: [] };
    return together(await sideBySide(all, (asked) => lookAt({ access, home, stages }, asked)));
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    return { findings: [], remarks: [`${elsewhere(where)} (${thrown.message})`], unread: [] };
  }
}

function elsewhere(where: string): string {
  return `what runs the tests was not looked at: no Tidegate was seen in ${where}; run it again with its credentials, and --region`;
}

async function lookAt(seen: Seen, { path, look }: Asked): Promise<LookedAt> {
  try {
    const text = await look(seen);
    return { findings: text === undefined ? [] : [{ path, text }], unread: [] };
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    return { findings: [], unread: [`what runs a test could not be read: ${thrown.message}`] };
  }
}

function together(all: readonly LookedAt[]): LookedAt {
  return {
    findings: all.flatMap(({ findings }) => findings),
    unread: all.flatMap(({ unread }) => unread),
  };
}

function testsIn({ stages }: PipelineDefinition): Asked[] {
  return stages.flatMap(({ tests }, index) =>
    tests.map((test, place) => ({
      path: ['stages', index, 'tests', place, kindOfTest(test)],
      look: (seen: Seen) => wrongWith(seen, test),
    })),
  );
}

/** What makes load, or sends traffic, is a project too. */
function loadsIn({ stages }: PipelineDefinition): Asked[] {
  return stages.flatMap(({ bake, waves = [] }, index) => {
    const bakes = [
      { bake, path: ['stages', index, 'bake'] },
      ...waves.map((wave, place) => ({
        bake: wave.bake,
        path: ['stages', index, 'waves', place, 'bake'],
      })),
    ];
    return bakes.flatMap(({ bake: its, path }) =>
      (['load', 'traffic'] as const).flatMap((key): Asked[] => {
        const named = its?.[key];
        const project = typeof named === 'string' ? named : named?.project;
        if (project === undefined) return [];
        return [{ path: [...path, key], look: (seen) => withoutProject(seen, project) }];
      }),
    );
  });
}

async function wrongWith(seen: Seen, test: TestDefinition): Promise<string | undefined> {
  const { access, home } = seen;
  if (test.project !== undefined) return withoutProject(seen, test.project);
  if (test.lambda !== undefined) return uncallable(seen, test.lambda);
  if (test.experiment !== undefined)
    return (await hasExperiment(access, home, test.experiment))
      ? undefined
      : missing(`experiment template ${test.experiment}`, home);
  if (test.https !== undefined) return badSecret(seen, test.https.secret);
  for (const name of test.synthetics ?? [])
    if ((await synthetics(access, home).runs(name)) === undefined)
      return missing(`canary ${name}`, home);
  return undefined;
}

async function withoutProject({ access, home }: Seen, name: string): Promise<string | undefined> {
  return (await hasProject(access, home, name)) ? undefined : missing(`project ${name}`, home);
}

/** Without the tag of a Tidegate that is there, its machine may not call it. */
async function uncallable({ access, home, stages }: Seen, name: string) {
  const tags = await tagsOfFunction(access, home, name);
  if (tags === undefined) return missing(`function ${name}`, home);
  if (stages.includes(tags.tidegate ?? '')) return undefined;
  const wanted = stages.map((stage) => `tidegate=${stage}`).join(' or ');
  const got = tags.tidegate === undefined ? 'none' : `tidegate=${tags.tidegate}`;
  return `expected function ${name} to have the tag ${wanted}, without which nobody may call it, got ${got}`;
}

async function badSecret({ access, home }: Seen, name: string): Promise<string | undefined> {
  const secret = await parameters(access, home).read(name);
  if (secret === undefined) return missing(`parameter ${name}`, home);
  const { length } = secret;
  if (isSecret(secret)) return undefined;
  return `expected parameter ${name} to hold 32 characters or more, got ${length}`;
}

function missing(what: string, { account, region }: Place): string {
  return `expected ${what} to be in ${account} ${region}, beside Tidegate, got none`;
}
