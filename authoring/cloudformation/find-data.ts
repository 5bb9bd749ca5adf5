// The streams, topics, databases and caches of a template, its GraphQL APIs and its distributions.

import type { Facts, FoundResource } from './found.ts';
import { type Known, type Said, said } from './known-text.ts';
import type { Template, TemplateResource } from './read-template.ts';
import { ofType } from './references.ts';
import type { Remark } from './remark.ts';

/** Those that are watched by one name: the property that gives it, and what the stack says of it. */
const BY_ONE_NAME: Readonly<Record<string, Named>> = {
  'AWS::Kinesis::Stream': { kind: 'kinesis', key: 'stream', property: 'Name' },
  'AWS::SNS::Topic': {
    kind: 'sns',
    key: 'topic',
    property: 'TopicName',
    attribute: 'TopicName',
  },
  'AWS::AppSync::GraphQLApi': { kind: 'appSync', key: 'api', attribute: 'ApiId' },
  'AWS::Serverless::GraphQLApi': { kind: 'appSync', key: 'api', attribute: 'ApiId' },
  'AWS::RDS::DBInstance': { kind: 'rds', key: 'instance', property: 'DBInstanceIdentifier' },
  'AWS::RDS::DBCluster': { kind: 'aurora', key: 'cluster', property: 'DBClusterIdentifier' },
  'AWS::ElastiCache::CacheCluster': {
    kind: 'elastiCache',
    key: 'cluster',
    property: 'ClusterName',
  },
  'AWS::CloudFront::Distribution': { kind: 'cloudFront', key: 'distribution' },
};

interface Named {
  readonly kind: FoundResource['kind'];
  /** As a pipeline's `watch` has it. */
  readonly key: string;
  readonly property?: string;
  readonly attribute?: string;
}

export function findData(template: Template, known: Known) {
  const named = ofType(template, ...Object.keys(BY_ONE_NAME)).map((each) =>
    foundByName(each, BY_ONE_NAME[each.type]!, template, known),
  );
  const groups = ofType(template, 'AWS::ElastiCache::ReplicationGroup').map((group) =>
    nodesOf(group, template, known),
  );
  return {
    resources: [...named, ...groups.flatMap(({ nodes }) => nodes)],
    remarks: groups.flatMap(({ remarks }) => remarks),
  };
}

function foundByName(
  resource: TemplateResource,
  { kind, key, property, attribute }: Named,
  template: Template,
  known: Known,
): FoundResource {
  const { id, properties } = resource;
  const expression = attribute === undefined ? { Ref: id } : { 'Fn::GetAtt': [id, attribute] };
  const given = property === undefined ? undefined : properties[property];
  return {
    ...placeOf(resource, kind),
    names: { [key]: { ...lowerCase(said(given, template, known), kind), expression } },
    facts: factsOf(resource, template, known),
  };
}

/** RDS and ElastiCache keep names in lower case, whatever was written. */
function lowerCase(name: Said, kind: FoundResource['kind']): Said {
  const isLower = kind === 'rds' || kind === 'aurora' || kind === 'elastiCache';
  return isLower && name.text !== undefined ? { ...name, text: name.text.toLowerCase() } : name;
}

function factsOf({ properties }: TemplateResource, template: Template, known: Known): Facts {
  const textOf = (property: string) => said(properties[property], template, known).text;
  const engine = textOf('Engine')?.toLowerCase();
  const gigabytes = Number(textOf('AllocatedStorage'));
  const isReplica = properties.SourceDBInstanceIdentifier !== undefined;
  const isAurora = engine?.startsWith('aurora') || properties.DBClusterIdentifier !== undefined;
  return {
    ...(engine && { engine }),
    ...(gigabytes > 0 && { allocatedGigabytes: gigabytes }),
    ...(isAurora && { isAurora }),
    ...(isReplica && { isReplica }),
    ...(properties.ServerlessV2ScalingConfiguration !== undefined && { isServerless: true }),
  };
}

const MOST_NODES = 10;

/** The nodes of a group have names of their own: its own with `-001`, or `-0001-001` where it has shards. */
function nodesOf(group: TemplateResource, template: Template, known: Known) {
  const { id, properties, line } = group;
  const numberIn = (property: string, usual: number) => {
    const { text } = said(properties[property], template, known);
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : usual;
  };
  const shards = numberIn('NumNodeGroups', 1);
  const isSharded = shards > 1 || said(properties.ClusterMode, template, known).text === 'enabled';
  const each = isSharded
    ? numberIn('ReplicasPerNodeGroup', 0) + 1
    : numberIn('NumCacheClusters', numberIn('ReplicasPerNodeGroup', 0) + 1);
  const padded = (number: number, letters: number) => String(number).padStart(letters, '0');
  const endings = Array.from({ length: shards }, (_, shard) =>
    Array.from({ length: each }, (_unused, node) =>
      isSharded ? `-${padded(shard + 1, 4)}-${padded(node + 1, 3)}` : `-${padded(node + 1, 3)}`,
    ),
  ).flat();
  const name = said(properties.ReplicationGroupId, template, known).text?.toLowerCase();
  const facts = factsOf(group, template, known);
  const nodes = endings.slice(0, MOST_NODES).map((ending): FoundResource => {
    const expression = { 'Fn::Sub': `\${${id}}${ending}` };
    const cluster = { expression, ...(name !== undefined && { text: `${name}${ending}` }) };
    return {
      ...placeOf(group, 'elastiCache'),
      id: `${id}${ending.replaceAll('-', '')}`,
      names: { cluster },
      facts,
    };
  });
  const remarks: Remark[] =
    endings.length <= MOST_NODES
      ? []
      : [
          {
            id,
            line,
            text: `${id} has ${endings.length} nodes: the first ${MOST_NODES} are watched`,
          },
        ];
  return { nodes, remarks };
}

function placeOf({ id, type, condition, line }: TemplateResource, kind: FoundResource['kind']) {
  return { id, type, kind, ...(condition && { condition }), line };
}
