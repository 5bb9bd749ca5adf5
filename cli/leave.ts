// tidegate remove and tidegate rename: a pipeline goes, or gets another name.

import { removePipeline } from '../flows/leave.ts';
import { refuseNoName, renamePipeline } from '../flows/rename.ts';
import { openDeployed, type Where } from './deployed.ts';
import { print, printJson } from './output.ts';

interface Asked extends Where {
  readonly pipeline: string;
  readonly json: boolean;
}

/** Done only once nothing of it runs any more. */
export async function remove({ pipeline, json, ...where }: Asked): Promise<number> {
  const { ports, person } = await openDeployed(where);
  const left = await removePipeline(ports, pipeline, person);
  const isGone = left.running.length === 0;
  if (json) printJson({ ...left, isGone });
  else print([isGone ? goneText(pipeline) : runningText(pipeline, left.running)]);
  return isGone ? 0 : 1;
}

function goneText(pipeline: string): string {
  return `${pipeline}: removed; its history stays, and its places are nobody's`;
}

function runningText(pipeline: string, running: readonly string[]): string {
  return `${pipeline}: no build starts a release any more, but ${running.join(', ')} still runs; once it has ended, give this command again`;
}

interface AskedToRename extends Asked {
  readonly to: string;
}

export async function rename({ pipeline, to, json, ...where }: AskedToRename): Promise<number> {
  refuseNoName(to);
  const { ports, person } = await openDeployed(where);
  const renamed = await renamePipeline(ports, pipeline, to, person);
  if (json) printJson({ ...renamed, from: pipeline });
  else
    print([
      `${pipeline}: is called ${to} from now on; write that name into its file before you apply it again`,
    ]);
  return 0;
}
