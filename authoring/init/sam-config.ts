// What `sam deploy --guided` keeps beside a template, by stage.

import { plainValueOf } from '../../core/template-values.ts';
import { readYaml } from '../../core/template-yaml.ts';
import { isObject } from '../cloudformation/properties.ts';
import { objectIn } from '../cloudformation/read-template.ts';
import { STAGES, type StageName, stageNamed } from './stage-names.ts';

/** What files beside a template say of a stage; what a person says comes first. */
export interface Usual {
  readonly region?: string | undefined;
  readonly stackName?: string | undefined;
  readonly parameters?: Readonly<Record<string, string>>;
}

interface Section extends Usual {
  readonly name: string;
}

/**
 * The section of each stage: the one that is called as it, or whose parameters say it. A section alone that names no
 * stage is that of all; where there are several, one that names none is nobody's.
 *
 *     [default.deploy.parameters] region                     →  of all stages
 *     [default…] "Environment=dev", [prod…]                  →  beta default’s, gamma nothing, prod prod’s
 */
export function samConfig(text: string, form: 'toml' | 'yaml'): (stage: StageName) => Usual {
  const sections = form === 'toml' ? sectionsOf(text) : sectionsOfYaml(text);
  const stageOf = ({ name, parameters = {} }: Section) =>
    stageNamed(name) ??
    Object.values(parameters)
      .map(stageNamed)
      .find((stage) => stage !== undefined);
  const byStage = new Map(
    STAGES.map((stage) => [stage, sections.find((it) => stageOf(it) === stage)]),
  );
  const [only, ...more] = sections;
  const ofAll = only !== undefined && more.length === 0 && stageOf(only) === undefined;
  return (stage) => {
    const { name: _, ...usual } = byStage.get(stage) ?? (ofAll ? only : { name: '' });
    return usual;
  };
}

const HEAD = /^\s*\[+\s*"?([\w-]+)"?(?:\.[\w."-]+)?\s*\]+/;
const VALUE = /^\s*(region|stack_name|parameter_overrides)\s*=\s*(.*)$/;

/** `deploy` and `global` of one environment are one section. */
function sectionsOf(text: string): Section[] {
  const sections = new Map<string, Section>();
  let name = '';
  for (const line of joinedLists(text)) {
    name = HEAD.exec(line)?.[1] ?? name;
    const [, key, value = ''] = VALUE.exec(line) ?? [];
    if (key === undefined || name === '') continue;
    const before = sections.get(name) ?? { name };
    sections.set(name, { ...before, ...saidBy(key, value) });
  }
  return [...sections.values()];
}

/** The same as mappings: `prod: { deploy: { parameters: { region: … } } }`. */
function sectionsOfYaml(text: string): Section[] {
  const { document, error } = readYaml(text);
  const value = error ? {} : objectIn(plainValueOf(document));
  return Object.entries(value).flatMap(([name, commands]) => {
    const said = ['global', 'deploy'].map((command) =>
      objectIn(objectIn(objectIn(commands)[command]).parameters),
    );
    const {
      region,
      stack_name: stackName,
      parameter_overrides: given,
    } = Object.assign({}, ...said);
    const parameters = given && parametersIn([given].flat().map(pairOf).join(' '));
    if (region === undefined && stackName === undefined && given === undefined) return [];
    return {
      name,
      ...(typeof region === 'string' && { region }),
      ...(typeof stackName === 'string' && { stackName }),
      ...(parameters && { parameters }),
    };
  });
}

function pairOf(given: unknown): string {
  if (!isObject(given)) return String(given);
  return Object.entries(given)
    .map(([name, value]) => `${name}='${value}'`)
    .join(' ');
}

function saidBy(key: string, value: string): Usual {
  const text = /^"((?:[^"\\]|\\.)*)"/.exec(value)?.[1] ?? /^'([^']*)'/.exec(value)?.[1];
  if (key === 'parameter_overrides') return { parameters: parametersIn(value) };
  if (text === undefined || text === '') return {};
  return key === 'region' ? { region: text } : { stackName: text };
}

/**
 *     "Stage=\"dev\" Size=2"      →  Stage dev, Size 2
 *     ["Stage=dev", "Size=2"]     →  the same
 */
function parametersIn(value: string): Record<string, string> {
  const plain = value.replaceAll('\\"', "'");
  const pairs = plain.matchAll(/([A-Za-z]\w*)=(?:'([^']*)'|([^\s"',\]]+))/g);
  return Object.fromEntries(
    [...pairs].map(([, name, quoted, bare]) => [name, quoted ?? bare ?? '']),
  );
}

/** A list may have a line for each of its values. */
function joinedLists(text: string): string[] {
  return text.replaceAll(/\[\s*\n[^\]]*\]/g, (list) => list.replaceAll('\n', ' ')).split('\n');
}
