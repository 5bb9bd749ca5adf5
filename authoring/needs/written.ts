// What targets need, as a text for whoever makes it: a stack of its own, or a part of the service's own description.

import { stringify } from 'yaml';
import { Failure } from '../../core/failure.ts';
import { partitionOf } from '../../core/partition.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { logicalId } from '../alarms/name.ts';
import { needOf } from './kinds.ts';
import type { Naming, Need, NeededResource } from './need.ts';

export const forms = ['cloudformation', 'sam', 'serverless', 'cdk'] as const;

export type Form = (typeof forms)[number];

/** How each form names a function that is declared beside. */
const NAMES: Readonly<Record<Form, Naming['functionNamed']>> = {
  cloudformation: (name) => name,
  sam: (name) => ({ Ref: logicalId(name) }),
  serverless: (name) => ({ Ref: `${logicalId(name)}LambdaFunction` }),
  cdk: (name) => name,
};

export interface Written {
  readonly text: string;
  readonly remarks: readonly string[];
}

export interface Asked {
  readonly pipeline: string;
  /** Of one account and region where they are to be one stack. */
  readonly targets: readonly TargetDefinition[];
  readonly form: Form;
  /** The stage of Tidegate that releases to them. */
  readonly tag: string;
}

/** The same targets give the same text. */
export function writtenNeeds(asked: Asked): Written {
  const { targets, form, tag } = asked;
  const needs = targets.map((target) => needOf(target, { functionNamed: NAMES[form], tag }));
  const remarks = [...new Set(needs.flatMap((need) => need.remarks))];
  return { text: TEXTS[form](asked, needs), remarks: [...remarks, ...tagRemarks(asked, needs)] };
}

type Text = (asked: Asked, needs: readonly Need[]) => string;

const KEPT =
  'The alias stays at the version that is published here once: no later change of the stack moves it, and what runs\n' +
  '# behind it is Tidegate’s to say. Should anything else move it, Tidegate tells of drift.';

const TEXTS: Readonly<Record<Form, Text>> = {
  cloudformation: ({ pipeline, targets }, needs) => {
    const names = targets.map(({ name }) => name).join(', ');
    const body = {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `What releases of ${pipeline} need to reach ${names}`.slice(0, 1024),
      Resources: together(needs),
    };
    return `# ${KEPT}\n${yaml(body)}`;
  },

  sam: ({ tag }, needs) => {
    const own = functionsOf(needs).map(
      (name) =>
        `# Of ${logicalId(name)}, which stands for the function ${name}: Tags: { tidegate: ${tag} }, and neither\n` +
        '# AutoPublishAlias nor DeploymentPreference, which would move the alias with each sam deploy.\n',
    );
    return `# For the Resources of your template.\n${own.join('')}# ${KEPT}\n${yaml({ Resources: together(needs) })}`;
  },

  serverless: ({ tag }, needs) => {
    const functions = functionsOf(needs).map((name) => [
      key(name),
      { name, tags: { tidegate: tag } },
    ]);
    const own = functions.length > 0 ? { functions: Object.fromEntries(functions) } : {};
    const body = { ...own, resources: { Resources: together(needs) } };
    return `# For your serverless.yml; no plugin for canaries beside it.\n# ${KEPT}\n${yaml(body)}`;
  },

  cdk: (_, needs) => {
    const kept =
      functionsOf(needs).length > 0 ? `${KEPT.replaceAll('#', '//')}` : 'For your stack.';
    return `// ${kept}\n${needs.map(({ cdk }) => cdk).join('\n')}`;
  },
};

/** A function in a Serverless file is called by a word that makes the logical id. */
function key(name: string): string {
  const id = logicalId(name);
  return `${id.slice(0, 1).toLowerCase()}${id.slice(1)}`;
}

function functionsOf(needs: readonly Need[]): string[] {
  return [...new Set(needs.flatMap((need) => need.function ?? []))];
}

/** What several need is made once. Throws `Refused` where two things would have one logical id. */
function together(needs: readonly Need[]): Record<string, NeededResource> {
  const all: Record<string, NeededResource> = {};
  for (const [id, resource] of needs.flatMap(({ resources }) => Object.entries(resources))) {
    const before = all[id];
    if (before && JSON.stringify(before) !== JSON.stringify(resource))
      throw new Failure(
        'Refused',
        `expected targets whose names are told apart by their letters and digits, got two that would both be ${id}; ` +
          'write them one by one with --target',
      );
    all[id] = resource;
  }
  return all;
}

function yaml(body: unknown): string {
  return stringify(body, { lineWidth: 100, aliasDuplicateObjects: false });
}

/** A stack of its own can make an alias of a function, and cannot give the function a tag. */
function tagRemarks({ targets, form, tag }: Asked, needs: readonly Need[]): string[] {
  if (form !== 'cloudformation') return [];
  return targets.flatMap(({ account, region }, index) => {
    const name = needs[index]?.function;
    if (name === undefined) return [];
    const arn = `arn:${partitionOf(region)}:lambda:${region}:${account}:function:${name}`;
    return [`aws lambda tag-resource --resource ${arn} --tags tidegate=${tag}`];
  });
}
