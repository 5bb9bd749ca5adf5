// tidegate diff: what a pipeline's file says that the version in force does not. Like diff itself: 0 same, 1 different.

import { differences, differenceText } from '../core/pipeline/difference.ts';
import { planOf } from '../core/plan.ts';
import { readNamed } from '../flows/definitions.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import { readPipeline } from './pipeline-file.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly file: string;
  readonly json: boolean;
}

/** 0 if applying the file would change nothing, 1 if it would make a new version, 2 if it could not be applied. */
export async function diff({ file, json, ...where }: Asked): Promise<number> {
  const pipeline = readPipeline(file);
  planOf(pipeline);
  const { ports } = await openDeployed(where);

  const inForce = await readNamed(ports, pipeline.pipeline);
  const changes = inForce ? differences(inForce.pipeline, pipeline) : [];
  const same = inForce !== undefined && changes.length === 0;
  const report = {
    pipeline: pipeline.pipeline,
    version: inForce?.version ?? 0,
    same,
    changes,
  };
  const head = inForce
    ? `${pipeline.pipeline}: ${same ? 'the same as' : `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} from`} version ${inForce.version}`
    : `${pipeline.pipeline}: not applied yet; this would be its first version`;
  if (json) printJson(report);
  else print([head, ...changes.map(differenceText)]);
  return same ? 0 : 1;
}
