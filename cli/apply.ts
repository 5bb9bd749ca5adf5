// tidegate apply: stores a pipeline in the table of a deployed Tidegate, as a new version if it says anything new.

import type { KnownSource } from '../core/admission/source.ts';
import type { Pace } from '../core/pace.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import { refusePlaceholders } from '../core/pipeline/placeholders.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { limitsOf, limitTexts } from '../core/stage-limits.ts';
import { applyPipeline } from '../flows/definitions.ts';
import { orLogged } from '../flows/one-by-one.ts';
import { type Paces, readPaces } from '../flows/paces.ts';
import type { Ports } from '../flows/ports.ts';
import { openDeployed, type Settings, type Where } from './deployed.ts';
import { readText } from './files.ts';
import { print, printJson } from './output.ts';
import { readPipeline, refuseImpossible } from './pipeline-file.ts';

interface Asked extends Where {
  readonly file: string;
  readonly json: boolean;
}

export async function apply({ file, json, ...where }: Asked): Promise<number> {
  const pipeline = readPipeline(file);
  refusePlaceholders(readText(file), file);
  const { ports, person, ...place } = await openDeployed(where);
  const { paces, far } = await pacesSeen(ports, pipeline, where.role !== undefined);
  refuseImpossible(file, readText(file), pipeline, paces);

  const { version, appliedAt, isNew, source } = await applyPipeline(ports, pipeline, person);
  const notes = [
    ...notesOf(pipeline, source),
    ...limitTexts(limitsOf(pipeline.stages, paces)),
    ...far.map(farText),
  ];
  const applied = { pipeline: pipeline.pipeline, version, isNew, appliedAt, ...place, notes };
  if (json) printJson(applied);
  else print([textOf(applied), ...notes.map((note) => `note: ${note}`)]);
  return 0;
}

/** Whoever may not look at a group knows nothing of it: its limit is derived as a release comes to it. */
async function pacesSeen(
  ports: Ports,
  { stages }: PipelineDefinition,
  mayEnter: boolean,
): Promise<{ readonly paces: ReadonlyMap<string, Pace>; readonly far: readonly string[] }> {
  const all = stages.flatMap(targetsOf);
  const near = all.filter(({ account }) => mayEnter || account === ports.home.account);
  const far = all.filter((target) => !near.includes(target)).map(({ account }) => account);
  const deployments: Paces = {
    paces: async (place, application, names) =>
      (await orLogged(ports, { application }, () =>
        ports.deployments.paces(place, application, names),
      )) ?? new Map<string, Pace>(),
  };
  return { paces: await readPaces(deployments, near), far: [...new Set(far)] };
}

function farText(account: string): string {
  return `the deployment groups in account ${account} were not looked at: give --role NAME to have them read`;
}

/** What a person should know of the source, since it decides which builds are releases. */
function notesOf({ source }: PipelineDefinition, known: KnownSource | undefined): string[] {
  const { project, branches, paths } = source;
  if (known === undefined)
    return [`project ${project} could not be read: its builds are not compared with it`];
  const untold =
    paths !== undefined && known.repository === undefined
      ? [
          `the source of project ${project} does not tell what a commit changed: a build is a release whatever it changed, ` +
            'unless its buildspec exports TIDEGATE_CHANGED_PATHS',
        ]
      : [];
  if (branches !== undefined || known.defaultBranch !== undefined) return untold;
  return [
    ...untold,
    `nothing tells the default branch of project ${project}: builds of main, master and trunk are releases, ` +
      'and those that tell no branch; write source.branches',
  ];
}

interface Applied extends Settings {
  readonly pipeline: string;
  readonly version: number;
  /** Whether it says anything that the version in force did not. */
  readonly isNew: boolean;
  readonly account: string;
  readonly appliedAt: string;
}

function textOf({ pipeline, version, isNew, account, region, appliedAt }: Applied): string {
  const place = `in force in ${account} ${region}`;
  return isNew
    ? `${pipeline}: version ${version} is ${place}, applied ${appliedAt}`
    : `${pipeline}: nothing new; version ${version} stays ${place}, applied ${appliedAt}`;
}
