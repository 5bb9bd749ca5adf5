// tidegate drift: lists the targets that do not run what the ledger says.

import { type DriftReport, findDrift } from '../flows/drift.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly pipelines: readonly string[];
  readonly json: boolean;
}

/** Not to know is no proof that all is well. */
export async function drift({ pipelines, json, ...where }: Asked): Promise<number> {
  const { ports } = await openDeployed(where);
  const report = await findDrift(ports, pipelines);
  if (json) printJson(report);
  else print(linesOf(report));
  return report.drifted.length + report.unknown.length === 0 ? 0 : 1;
}

function linesOf({ compared, drifted, unknown }: DriftReport): string[] {
  const targets = compared === 1 ? '1 target' : `${compared} targets`;
  return [
    drifted.length === 0
      ? `${targets} compared: none differs from the ledger`
      : `${drifted.length} of ${targets} ${drifted.length === 1 ? 'differs' : 'differ'} from the ledger`,
    ...drifted.map(
      ({ pipeline, account, region, release, text }) =>
        `  ${pipeline}: ${text}; ${account} ${region}, last by release ${release}`,
    ),
    ...unknown.map(({ pipeline, target, text }) =>
      target ? `  ${pipeline}: not known of ${target}: ${text}` : `  ${pipeline}: ${text}`,
    ),
  ];
}
