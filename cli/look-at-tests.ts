// Looks at what runs a pipeline's tests and loads, where Tidegate is: whether it is there, and may be called.

import type { Place } from '../aws/clients.ts';
import { parameters } from '../aws/parameters.ts';
import type { MemberAccess } from '../aws/sts.ts';
import { startsCanaries } from '../aws/synthetics-starts.ts';
import {
  type Tags,
  tagsOfExperiment,
  tagsOfFunction,
  tagsOfProject,
  tidegatesIn,
} from '../aws/test-runners.ts';
import { exactDuration, secondsIn } from '../core/duration.ts';
import { isFailure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import {
  type ElsewhereTold,
  kindOfTest,
  placeOf,
  type TestDefinition,
  timeoutOf,
} from '../core/pipeline/test-schema.ts';
import { sideBySide } from '../flows/side-by-side.ts';
import { isSecret } from '../flows/tests/signatures.ts';
import type { LookedAt } from './look-at-services.ts';
import { farRemarks, type Members } from './members.ts';

interface Asked {
  readonly path: readonly PropertyKey[];
  /** Where what runs it is said to be. */
  readonly where: ElsewhereTold;
  /** What is wrong with it; undefined where nothing is. */
  readonly look: (seen: Seen) => Promise<string | undefined>;
}

interface Seen {
  readonly access: MemberAccess;
  readonly home: Place;
  /** Where what is looked at should be. */
  readonly place: Place;
  /** The stages of Tidegate beside which tests are run. */
  readonly stages: readonly string[];
}

/** Where these credentials are of another place than a Tidegate, nothing is known of what it starts. */
export async function lookAtTests(
  members: Members,
  pipeline: PipelineDefinition,
): Promise<LookedAt> {
  const { access, home, isNear } = members;
  const all = [...testsIn(pipeline), ...loadsIn(pipeline)];
  if (all.length === 0) return { findings: [], unread: [] };
  const at = `${home.account} ${home.region}`;
  try {
    const stages = await tidegatesIn(access, home);
    if (stages.length === 0) return { findings: [], remarks: [elsewhere(at)], unread: [] };
    const placed = all.map((asked) => ({ ...asked, place: placeOf(asked.where, home) }));
    const near = placed.filter(({ place }) => isNear(place.account));
    const accounts = placed.map(({ place }) => place.account);
    return {
      ...together(
        await sideBySide(near, (asked) =>
          lookAt({ access, home, stages, place: asked.place }, asked),
        ),
      ),
      remarks: farRemarks(members, accounts, 'tests'),
    };
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    return { findings: [], remarks: [`${elsewhere(at)} (${thrown.message})`], unread: [] };
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
      where: test,
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
        const { project, ...where } =
          typeof named === 'string' ? { project: named } : (named ?? {});
        if (project === undefined) return [];
        return [{ path: [...path, key], where, look: (seen) => withoutProject(seen, project) }];
      }),
    );
  });
}

async function wrongWith(seen: Seen, test: TestDefinition): Promise<string | undefined> {
  const { access, place } = seen;
  if (test.project !== undefined) return withoutProject(seen, test.project);
  if (test.lambda !== undefined) return uncallable(seen, test.lambda);
  if (test.experiment !== undefined) {
    const tags = await tagsOfExperiment(access, place, test.experiment);
    return wrongTags(seen, `experiment template ${test.experiment}`, tags);
  }
  if (test.https !== undefined) return badSecret(seen, test.https.secret);
  for (const name of test.synthetics ?? []) {
    const wrong = await wrongCanary(seen, test, name);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** One that runs by itself is waited for: its next run must begin, and end, in the test's time. */
async function wrongCanary(seen: Seen, test: TestDefinition, name: string) {
  const canary = await startsCanaries(seen.access).get(seen.place, name);
  const wrong = wrongTags(seen, `canary ${name}`, canary?.tags);
  const every = canary?.everySeconds ?? 0;
  const timeout = timeoutOf(test);
  if (wrong !== undefined || secondsIn(timeout) > every) return wrong;
  return `expected the test to have more time than passes between two runs of canary ${name}, ${exactDuration(every)}, got timeout: ${timeout}`;
}

async function withoutProject(seen: Seen, name: string): Promise<string | undefined> {
  return wrongTags(seen, `project ${name}`, await tagsOfProject(seen.access, seen.place, name));
}

/** In another account, its role lets nothing be started that has not the tag. */
function wrongTags(seen: Seen, what: string, tags: Tags | undefined): string | undefined {
  if (tags === undefined) return missing(what, seen);
  return seen.place.account === seen.home.account ? undefined : withoutTag(seen, what, tags);
}

/** Without the tag of a Tidegate that is there, its machine may not call it. */
async function uncallable(seen: Seen, name: string) {
  const tags = await tagsOfFunction(seen.access, seen.place, name);
  return tags ? withoutTag(seen, `function ${name}`, tags) : missing(`function ${name}`, seen);
}

function withoutTag({ stages }: Seen, what: string, tags: Tags): string | undefined {
  if (stages.includes(tags.tidegate ?? '')) return undefined;
  const wanted = stages.map((stage) => `tidegate=${stage}`).join(' or ');
  const got = tags.tidegate === undefined ? 'none' : `tidegate=${tags.tidegate}`;
  const may = what.startsWith('function') ? 'call' : 'start';
  return `expected ${what} to have the tag ${wanted}, without which nobody may ${may} it, got ${got}`;
}

async function badSecret(seen: Seen, name: string): Promise<string | undefined> {
  const { access, home } = seen;
  const secret = await parameters(access, home).read(name);
  if (secret === undefined) return missing(`parameter ${name}`, seen);
  const { length } = secret;
  if (isSecret(secret)) return undefined;
  return `expected parameter ${name} to hold 32 characters or more, got ${length}`;
}

function missing(what: string, { place, home }: Seen): string {
  const { account, region } = place;
  const isBeside = account === home.account && region === home.region;
  return `expected ${what} to be in ${account} ${region}${isBeside ? ', beside Tidegate' : ''}, got none`;
}
