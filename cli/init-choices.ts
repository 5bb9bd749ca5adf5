// What a person tells init about the stages: `--account 111122223333` for all, `--account prod=111122223333` for one.

import { physicalNames } from '../authoring/init/physical-names.ts';
import type { Usual } from '../authoring/init/sam-config.ts';
import type { Choices } from '../authoring/init/stack.ts';
import { STAGES, type StageName } from '../authoring/init/stage-names.ts';
import { nearest } from '../core/nearest.ts';
import { accountId, region as regionWord } from '../core/pipeline/value-schemas.ts';
import { readText } from './files.ts';
import { refuseUsage } from './usage.ts';

export interface ChoiceArguments {
  readonly account: readonly string[];
  readonly region: readonly string[];
  readonly stage: readonly string[];
  readonly stack: readonly string[];
  readonly parameter: readonly string[];
  readonly resources: readonly string[];
}

/** Throws `Refused` with the usage, where a stage, an account or a region is none. */
export function choicesFrom(given: ChoiceArguments, usualOf: (stage: StageName) => Usual): Choices {
  const accounts = byStage('--account', given.account);
  const regions = byStage('--region', given.region);
  const values = byStage('--stage', given.stage);
  const stacks = byStage('--stack', given.stack);
  const files = byStage('--resources', given.resources);
  for (const account of accounts.values()) check('--account', account, accountId);
  for (const each of regions.values())
    for (const region of each.split(',')) check('--region', region, regionWord);
  const names = new Map(
    [...files].map(([stage, file]) => [stage, physicalNames(readText(file), file)]),
  );
  const parameters = parametersFrom(given.parameter);
  return {
    account: (stage) => accounts.get(stage),
    regions: (stage) => {
      const said = regions.get(stage) ?? usualOf(stage).region;
      return said?.split(',') ?? [];
    },
    value: (stage) => values.get(stage),
    stackName: (stage) => stacks.get(stage) ?? usualOf(stage).stackName,
    parameters: (stage) => ({ ...usualOf(stage).parameters, ...parameters }),
    physical: (stage) => names.get(stage) ?? new Map(),
  };
}

/** A value without a stage is for all stages; one with a stage goes before it. */
function byStage(option: string, given: readonly string[]): Map<StageName, string> {
  const all = given.filter((each) => !each.includes('='));
  const found = new Map<StageName, string>();
  for (const value of all) for (const stage of STAGES) found.set(stage, value);
  for (const each of given.filter((it) => it.includes('='))) {
    const [name = '', ...rest] = each.split('=');
    found.set(stageCalled(option, name), rest.join('='));
  }
  for (const value of found.values())
    if (value === '') throw refuseUsage(`expected ${option} to have a value, got none`);
  return found;
}

function stageCalled(option: string, name: string): StageName {
  const found = STAGES.find((stage) => stage === name);
  if (found) return found;
  const meant = nearest(name, STAGES);
  const hint = meant ? `; did you mean ${meant}?` : '';
  throw refuseUsage(`expected ${option} to name one of ${STAGES.join(', ')}, got ${name}${hint}`);
}

function check(option: string, value: string, word: typeof accountId | typeof regionWord): void {
  const [issue] = word.safeParse(value).error?.issues ?? [];
  if (issue) throw refuseUsage(`${option}: ${issue.message}, got ${JSON.stringify(value)}`);
}

function parametersFrom(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((each) => {
      const [name = '', ...rest] = each.split('=');
      if (name !== '' && rest.length > 0) return [name, rest.join('=')];
      throw refuseUsage(`expected --parameter to be NAME=VALUE, got ${each}`);
    }),
  );
}
