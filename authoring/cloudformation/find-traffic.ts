// The load balancers and APIs of a template: where its users' requests come in.

import type { FoundResource } from './found.ts';
import { type Known, type Said, said } from './known-text.ts';
import { isObject } from './properties.ts';
import { objectIn, type Template, type TemplateResource } from './read-template.ts';
import { ofType, referredIds } from './references.ts';
import type { Remark } from './remark.ts';

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

export function findTraffic(template: Template, known: Known) {
  const balancers = ofType(template, BALANCER);
  const isApplication = ({ properties }: TemplateResource) =>
    (said(properties.Type ?? 'application', template, known).text ?? 'application') ===
    'application';
  return {
    resources: [
      ...balancers.filter(isApplication).map(foundBalancer),
      ...groupsServed(template, known),
      ...restApis(template, known),
      ...httpApis(template, known),
    ],
    remarks: [
      ...balancers.filter((each) => !isApplication(each)).map(notApplication),
      ...ofType(template, 'AWS::ElasticLoadBalancing::LoadBalancer').map(notApplication),
      ...ofType(template, TARGET_GROUP)
        .filter((each) => !hasHealth(each, template, known))
        .map(withoutHealth),
      ...ofType(template, 'AWS::ApiGatewayV2::Api')
        .filter((each) => protocolOf(each, template, known) === 'WEBSOCKET')
        .map(webSocket),
    ],
  };
}

function foundBalancer({ id, type, condition, line }: TemplateResource): FoundResource {
  const name = { expression: { 'Fn::GetAtt': [id, 'LoadBalancerFullName'] } };
  return {
    id,
    type,
    kind: 'loadBalancer',
    names: { name },
    facts: {},
    ...(condition && { condition }),
    line,
  };
}

/** Those of balancers in another stack, watched as a whole; and of those here the health of their hosts. */
function groupsServed(template: Template, known: Known): FoundResource[] {
  const served = new Map<string, string>();
  for (const listener of ofType(template, 'AWS::ElasticLoadBalancingV2::Listener')) {
    const [balancer] = referredIds(listener.properties.LoadBalancerArn, template);
    if (balancer !== undefined)
      for (const id of servedHere(listener, template)) served.set(id, balancer);
  }
  const groups = ofType(template, TARGET_GROUP).filter((each) => hasHealth(each, template, known));
  return groups.map((group) => foundGroup(group, served.get(group.id)));
}

function hasHealth({ properties }: TemplateResource, template: Template, known: Known): boolean {
  const { text = 'HTTP' } = said(properties.Protocol ?? 'HTTP', template, known);
  const { text: kind } = said(properties.TargetType, template, known);
  return /^HTTPS?$/.test(text) && kind !== 'lambda';
}

function withoutHealth({ id, line }: TemplateResource): Remark {
  const text = `${id} is a target group of functions, or of another balancer than an application’s: the health of its targets is not watched`;
  return { id, line, text };
}

function servedHere(listener: TemplateResource, template: Template): string[] {
  if (referredIds(listener.properties.LoadBalancerArn, template).length === 0) return [];
  const rules = ofType(template, 'AWS::ElasticLoadBalancingV2::ListenerRule').filter((rule) =>
    referredIds(rule.properties.ListenerArn, template).includes(listener.id),
  );
  return [
    ...referredIds(listener.properties.DefaultActions, template),
    ...rules.flatMap(({ properties }) => referredIds(properties.Actions, template)),
  ];
}

/** The balancer of a group that is served elsewhere is the first of its own list of balancers. */
function foundGroup(
  { id, type, condition, line }: TemplateResource,
  served: string | undefined,
): FoundResource {
  const arn = { 'Fn::Select': [0, { 'Fn::GetAtt': [id, 'LoadBalancerArns'] }] };
  const elsewhere = { 'Fn::Select': [1, { 'Fn::Split': ['loadbalancer/', arn] }] };
  const here = { 'Fn::GetAtt': [served, 'LoadBalancerFullName'] };
  return {
    id,
    type,
    kind: 'loadBalancer',
    names: {
      name: { expression: served === undefined ? elsewhere : here },
      targetGroup: { expression: { 'Fn::GetAtt': [id, 'TargetGroupFullName'] } },
    },
    facts: served === undefined ? {} : { isHealthOnly: true },
    ...(condition && { condition }),
    line,
  };
}

function notApplication({ id, line }: TemplateResource): Remark {
  const text = `${id} is no Application Load Balancer: it counts no requests, and is not watched`;
  return { id, line, text };
}

function webSocket({ id, line }: TemplateResource): Remark {
  return { id, line, text: `${id} is a WebSocket API, which is not watched: watch its functions` };
}

function restApis(template: Template, known: Known): FoundResource[] {
  const own = ofType(template, 'AWS::ApiGateway::RestApi', 'AWS::Serverless::Api').map((api) =>
    restApi(api, template, known),
  );
  return [...own, ...implicitApi(template, known, 'Api', 'RestApiId', 'ServerlessRestApi', 'REST')];
}

function restApi(api: TemplateResource, template: Template, known: Known): FoundResource {
  const { id, type, properties, condition, line } = api;
  const sam = type === 'AWS::Serverless::Api';
  const body = objectIn(properties.Body ?? properties.DefinitionBody);
  const title = objectIn(body.info).title;
  // SAM calls an API without a name after its stack.
  const name = properties.Name ?? title ?? (sam ? { Ref: 'AWS::StackName' } : undefined);
  const stages = sam ? [properties.StageName] : stagesOf(id, 'RestApiId', template);
  const stage = stages.length === 1 ? said(stages[0], template, known) : undefined;
  return {
    id,
    type,
    kind: 'apiGateway',
    names: { api: said(name, template, known), ...(stage && { stage }) },
    facts: { apiType: 'REST' },
    ...(condition && { condition }),
    line,
  };
}

/** The names of an API's stages, as its stages and deployments say them. */
function stagesOf(api: string, key: string, template: Template): unknown[] {
  const types = [
    'AWS::ApiGateway::Stage',
    'AWS::ApiGateway::Deployment',
    'AWS::ApiGatewayV2::Stage',
  ];
  return ofType(template, ...types)
    .filter(({ properties }) => referredIds(properties[key], template).includes(api))
    .map(({ properties }) => properties.StageName)
    .filter((name) => name !== undefined);
}

function protocolOf({ properties }: TemplateResource, template: Template, known: Known) {
  return said(properties.ProtocolType ?? 'HTTP', template, known).text;
}

function httpApis(template: Template, known: Known): FoundResource[] {
  const plain = ofType(template, 'AWS::ApiGatewayV2::Api')
    .filter((api) => protocolOf(api, template, known) !== 'WEBSOCKET')
    .map((api) => httpApi(api, stagesOf(api.id, 'ApiId', template), template, known));
  const sam = ofType(template, 'AWS::Serverless::HttpApi').map((api) =>
    httpApi(api, [api.properties.StageName ?? '$default'], template, known),
  );
  const implicit = implicitApi(template, known, 'HttpApi', 'ApiId', 'ServerlessHttpApi', 'HTTP');
  return [...plain, ...sam, ...implicit];
}

function httpApi(
  { id, type, condition, line }: TemplateResource,
  stages: readonly unknown[],
  template: Template,
  known: Known,
): FoundResource {
  const stage = stages.length === 1 ? said(stages[0], template, known) : undefined;
  return {
    id,
    type,
    kind: 'apiGateway',
    names: { api: { expression: { Ref: id } }, ...(stage && { stage }) },
    facts: { apiType: 'HTTP' },
    ...(condition && { condition }),
    line,
  };
}

/** The API that SAM makes for functions whose events name none. */
function implicitApi(
  template: Template,
  known: Known,
  event: string,
  key: string,
  id: string,
  apiType: 'REST' | 'HTTP',
): FoundResource[] {
  const maker = ofType(template, 'AWS::Serverless::Function').find(({ properties }) =>
    Object.values(objectIn(properties.Events)).some(
      (each) =>
        isObject(each) && each.Type === event && objectIn(each.Properties)[key] === undefined,
    ),
  );
  if (!maker || template.resources.has(id)) return [];
  const named = apiType === 'REST' ? { Ref: 'AWS::StackName' } : { Ref: id };
  const stage: Said =
    apiType === 'REST'
      ? { expression: 'Prod', text: 'Prod' }
      : { expression: '$default', text: '$default' };
  return [
    {
      id,
      type: `AWS::Serverless::${event}`,
      kind: 'apiGateway',
      names: { api: said(named, template, known), stage },
      facts: { apiType },
      line: maker.line,
    },
  ];
}
