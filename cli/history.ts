// tidegate history: the versions of a pipeline: when each was applied, by whom, and what it changed.

import { differences, differenceText } from '../core/pipeline/difference.ts';
import { type Definition, readDefinition, readVersions } from '../flows/definitions.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly pipeline: string;
  readonly json: boolean;
}

export async function history({ pipeline: name, json, ...where }: Asked): Promise<number> {
  const { ports } = await openDeployed(where);
  const inForce = await readDefinition(ports, name);
  const versions = await readVersions(ports, name);

  const newestFirst = versions.map((version, index) => entryOf(version, versions[index - 1]));
  newestFirst.reverse();
  const report = { pipeline: name, inForce: inForce.version, versions: newestFirst };
  if (json) printJson(report);
  else print(linesOf(report));
  return 0;
}

function entryOf(
  { version, appliedAt, appliedBy, pipeline }: Definition,
  before: Definition | undefined,
) {
  return {
    version,
    appliedAt,
    appliedBy: appliedBy ?? null,
    extends: pipeline.extends ?? null,
    changes: before ? differences(before.pipeline, pipeline) : [],
  };
}

interface HistoryReport {
  readonly pipeline: string;
  readonly inForce: number;
  readonly versions: readonly ReturnType<typeof entryOf>[];
}

const CHANGES_SHOWN = 10;

function linesOf({ pipeline, inForce, versions }: HistoryReport): string[] {
  const lines = versions.flatMap((entry) => {
    const { version, appliedAt, appliedBy, changes } = entry;
    const by = appliedBy ? `, by ${appliedBy}` : '';
    const template = entry.extends
      ? `, extends ${entry.extends.name} ${entry.extends.version}`
      : '';
    const more = changes.length - CHANGES_SHOWN;
    return [
      `version ${version}${version === inForce ? ' (in force)' : ''}: applied ${appliedAt}${by}${template}`,
      ...changes.slice(0, CHANGES_SHOWN).map((each) => `    ${differenceText(each)}`),
      ...(more > 0 ? [`    and ${more} more changes: --json tells all`] : []),
    ];
  });
  return [
    `${pipeline}: ${versions.length} ${versions.length === 1 ? 'version' : 'versions'}`,
    ...lines,
  ];
}
