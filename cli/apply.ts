// tidegate apply: stores a pipeline in the table of a deployed Tidegate, as a new version if it says anything new.

import { refusePlaceholders } from '../core/pipeline/placeholders.ts';
import { applyPipeline } from '../flows/definitions.ts';
import { openDeployed, type Settings, type Where } from './deployed.ts';
import { readText } from './files.ts';
import { print, printJson } from './output.ts';
import { readPipeline } from './pipeline-file.ts';

interface Asked extends Where {
  readonly file: string;
  readonly json: boolean;
}

export async function apply({ file, json, ...where }: Asked): Promise<number> {
  const pipeline = readPipeline(file);
  refusePlaceholders(readText(file), file);
  const { ports, person, ...place } = await openDeployed(where);

  const { version, appliedAt, isNew } = await applyPipeline(ports, pipeline, person);
  const applied = { pipeline: pipeline.pipeline, version, isNew, appliedAt, ...place };
  if (json) printJson(applied);
  else print([textOf(applied)]);
  return 0;
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
