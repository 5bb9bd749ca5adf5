// The metrics of a watched resource, when its names may be expressions.

import { type WatchedResource, watchedResource } from '../../core/pipeline/watch-schema.ts';
import { metricFamilyOf } from '../../core/watch/resources.ts';
import { type Metric, nameOf, type Query, type Watched } from './alarm.ts';
import { joined, type Name } from './name.ts';
import { REVISIONS_NAMESPACE, revisionDimensions } from './task-revisions.ts';

/** All that one resource measures: what CloudWatch tells it apart by. */
export interface WrittenFamily {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, Name>>;
}

/** Stands for a name while the family is made, since that is made of text. */
const MARK = /⟦(\w+)⟧/;

export function familyOf(resource: Watched): WrittenFamily {
  const { kind, names, revision } = resource;
  if (revision === undefined) return wholeFamilyOf(resource);
  if (kind === 'ecs')
    return { namespace: REVISIONS_NAMESPACE, dimensions: revisionDimensions(resource, revision) };
  const { namespace, dimensions } = wholeFamilyOf(resource);
  // Behind an alias CloudWatch says which version answered; without one, callers name the version themselves.
  const which = names.alias
    ? { ExecutedVersion: revision }
    : { Resource: joined([nameOf(resource, 'function'), ':', revision]) };
  return { namespace, dimensions: { ...dimensions, ...which } };
}

function wholeFamilyOf(resource: Watched): WrittenFamily {
  const { kind, names, facts } = resource;
  const marked = Object.fromEntries(Object.keys(names).map((key) => [key, `⟦${key}⟧`]));
  const type = facts.apiType === undefined ? {} : { type: facts.apiType };
  const marks: WatchedResource = watchedResource.parse({ [kind]: { ...marked, ...type } });
  const { namespace, dimensions } = metricFamilyOf(marks);
  const named = Object.entries(dimensions).map(([key, text]) => [key, nameIn(text, resource)]);
  return { namespace, dimensions: Object.fromEntries(named) };
}

function nameIn(text: string, resource: Watched): Name {
  const parts = text
    .split(MARK)
    .map((part, index) => (index % 2 === 1 ? nameOf(resource, part) : part));
  return joined(parts);
}

/** The query for a metric of a family. */
export function metric(
  id: string,
  label: string,
  { namespace, dimensions }: WrittenFamily,
  name: string,
  statistic: string,
): Query {
  const read: Metric = { namespace, name, dimensions, statistic };
  return { id, label, metric: read };
}

export function expression(id: string, label: string, text: string): Query {
  return { id, label, expression: text };
}
