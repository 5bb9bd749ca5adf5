// What alarms are planned for, from what was found in a template that somebody else wrote.

import type { Found, FoundResource } from '../cloudformation/found.ts';
import type { Said } from '../cloudformation/known-text.ts';
import type { Watched } from './alarm.ts';
import { distinctResources } from './from-pipeline.ts';
import { type Expression, logicalId, type Name } from './name.ts';
import { type MetricHistory, planAlarms } from './plan-alarms.ts';
import type { AlarmTarget, Parameter } from './target-alarms.ts';

/**
 * A template beside the one that was read has the names as parameters; inside of it, the stack knows them; deployed,
 * they are what the defaults of its parameters make of them.
 */
export type Where = 'beside' | 'inside' | 'deployed';

/** The parameters without a default: what only the stack knows. */
export function unknownIn(parameters: Readonly<Record<string, Parameter>>): string[] {
  return Object.entries(parameters).flatMap(([id, { Default }]) =>
    Default === undefined ? [id] : [],
  );
}

/** The found resources, each under a word of its own that is the same wherever they are written. */
export function watchedOfTemplate({ resources }: Found, where: Where): Watched[] {
  return distinctResources(resources.map((each) => watchedIn(each, where)));
}

/** The found resources as one target. `service` begins the names of its alarms. */
export function targetOfTemplate(
  found: Found,
  service: string,
  where: Exclude<Where, 'deployed'>,
  history?: MetricHistory,
): AlarmTarget {
  const watched = watchedOfTemplate(found, where);
  const parameters: Record<string, Parameter> = Object.assign(
    {},
    ...(where === 'beside' ? [prefixParameter(service), ...found.resources.map(parametersOf)] : []),
  );
  return {
    // Not the service’s name: who calls it otherwise later would have every alarm made anew.
    name: where === 'beside' ? 'service' : 'tidegate',
    title: service,
    prefix: where === 'beside' ? '${Prefix}' : '${AWS::StackName}',
    alarms: planAlarms(watched, history),
    parameters,
    tags: { 'tidegate:service': service },
  };
}

export function prefixParameter(service: string): Record<string, Parameter> {
  const Description = 'What the names of the alarms begin with; unique in an account and region.';
  return { Prefix: { Type: 'String', Default: service, Description } };
}

/** By logical id, since a name may be known only when it is deployed, and changes with the stage. */
export function watchedIn(found: FoundResource, where: Where): Watched {
  const { id, kind, names, facts, condition } = found;
  const named = Object.entries(names).map(([key, name]) => [key, nameFor(where, found, key, name)]);
  return {
    kind,
    word: `${kind}-${id}`,
    label: `${kind} ${id}`,
    names: Object.fromEntries(named) as Record<string, Name>,
    facts,
    ...(where === 'inside' && condition && { condition }),
  };
}

export function nameFor(where: Where, found: FoundResource, key: string, name: Said): Name {
  if (where === 'beside') return besideName(found, key, name);
  return where === 'deployed' && name.text !== undefined ? name.text : insideName(name);
}

function insideName({ expression }: Said): Name {
  return typeof expression === 'string' ? expression : (expression as Expression);
}

/** What is plain text in the template is the same wherever it is deployed. */
function besideName(found: FoundResource, key: string, name: Said): Name {
  return typeof name.expression === 'string' ? name.expression : { Ref: parameterId(found, key) };
}

function parameterId({ id }: FoundResource, key: string): string {
  return logicalId(id, key === 'name' || key === 'function' ? 'name' : key);
}

const WORDS: Readonly<Record<string, string>> = {
  name: 'full name (the end of the ARN, after loadbalancer/)',
  targetGroup: 'full name (the end of the ARN, from targetgroup/)',
  api: 'name (REST) or id (HTTP)',
};

/** The parameters that the names of a resource need beside its template. */
export function parametersOf(found: FoundResource): Record<string, Parameter> {
  const entries = Object.entries(found.names)
    .filter(([, { expression }]) => typeof expression !== 'string')
    .map(([key, { text, assumed }]) => {
      const what = WORDS[key] ?? `${key} name`;
      const hint = assumed ? '; the default follows from the defaults of the template' : '';
      const parameter: Parameter = {
        Type: 'String',
        Description: `${found.id} (${found.type}): its ${what}${hint}.`,
        ...(text !== undefined && { Default: text }),
      };
      return [parameterId(found, key), parameter] as const;
    });
  return Object.fromEntries(entries);
}
